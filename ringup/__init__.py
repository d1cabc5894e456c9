"""Ringup: a shop assistant that people talk to, which never places an order nobody asked for."""

__version__ = "0.1.0"
