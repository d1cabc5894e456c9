"""A stand-in for the telephone carrier: it dials in as Twilio would, with a scripted caller.

The demo, the journeys and the benches make their calls through it.
"""
