"""Whole calls about orders, by scripted callers, judged by what is in the shop's database afterwards."""
