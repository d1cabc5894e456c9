"""What words mean where only a few things are possible: a customer's orders, the lines of one, the
variants of a product, their ways of paying. Each function is pure and reads against just those.
"""
