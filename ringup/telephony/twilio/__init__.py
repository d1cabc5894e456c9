"""The carrier's door: webhook, media socket and call control, as Twilio speaks them."""
