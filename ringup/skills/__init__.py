"""Understands, decides and words. Knows shopping; knows nothing of sound."""
