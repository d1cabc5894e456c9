"""Hears and speaks. Knows sound; knows nothing of shopping."""
