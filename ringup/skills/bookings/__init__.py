"""Appointments and tables: the nouns, the rules of time, and what can be proposed. Pure."""
