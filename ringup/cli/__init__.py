"""The `ringup` command line."""

import os

# pipecat greets through loguru while it is imported; logs begin when a command sets them up.
os.environ.setdefault("LOGURU_AUTOINIT", "False")
