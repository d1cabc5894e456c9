"""Measurements: each prints a table and keeps its results as JSON."""
