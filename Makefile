# Two commands: `make run` and `make test`. Both set up what they need.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
PORT   ?= 5000
SCRIPT ?= scripts/dental-clinic.en.yaml

.PHONY: run test lint types check-tests setup clean

run: $(STAMP)
	$(BIN)/ivr migrate
	$(BIN)/ivr serve $(SCRIPT) --port $(PORT)

test: lint types check-tests

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell ivr docs *.md
	$(BIN)/lint-imports

types: $(STAMP)
	$(BIN)/mypy

check-tests: $(STAMP)
	$(BIN)/pytest -n 2 -q

setup: $(STAMP)

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group dev --editable ".[voice]"
	touch $@

clean:
	rm -rf $(VENV) var audio/rendered .mypy_cache .ruff_cache .pytest_cache .hypothesis
