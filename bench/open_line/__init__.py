"""Lines on which nobody speaks to the shop, but something sounds."""
