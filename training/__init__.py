"""Trains the Whisper model that tests and the offline demo hear with: see README.md."""
