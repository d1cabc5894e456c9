"""One call as a pipecat pipeline: joins hearing, deciding and speaking."""
