# make run    the app on port 8501 (sets up and ingests the shipped reports first)
# make test   the tests
# make check  style and types

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
STORE := $(or $(SCRUTINY_STORE),.store)

.PHONY: run test check setup

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

run: $(READY) $(STORE)/catalogue.sqlite3
	$(BIN)/python -m streamlit run streamlit_app.py

# Only on the first start: what is removed in the app stays removed.
$(STORE)/catalogue.sqlite3: | $(READY)
	$(BIN)/python -m ingest corpus/reports

test: $(READY)
	$(BIN)/python -m pytest

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
