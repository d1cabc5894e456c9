# Two commands are all there is to know: `make demo` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: demo test check format bench clean help programs

help:
	@echo "make demo    set everything up and make a phone call, here in the terminal"
	@echo "make test    run the tests"
	@echo "make check   lint, types and the import contracts"
	@echo "make bench   measure response and start times, the event loop, CPU, memory and recording drift"

demo: $(VENV)/.installed
	@$(BIN)/ringup demo

# In as many processes as there are cores; tests/shares.py says in which order.
test: $(VENV)/.installed-dev programs
	$(BIN)/python -m pytest -n "$$(nproc)" --dist loadfile --no-loadscope-reorder

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev
	$(BIN)/python -m bench.response
	$(BIN)/python -m bench.start
	$(BIN)/python -m bench.event_loop
	$(BIN)/python -m bench.recording_drift
	$(BIN)/python -m bench.soak

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Ringup needs Python 3.11 or newer. On Debian: apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv is missing. On Debian: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing Ringup into $(VENV). This takes a minute or two, once."
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -c constraints.txt -e '.[voices]'
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt -e '.[voices,dev]'
	@touch $@

# The browser tests drive Debian's Chromium; flite speaks to the model that is trained in small.
programs:
	@command -v chromium >/dev/null && command -v flite >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ]; then \
	  echo "Installing Chromium and flite for the tests."; \
	  apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium flite; \
	else \
	  echo "The tests need Chromium and flite. Run: sudo apt install chromium flite"; exit 1; \
	fi

clean:
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis
