# Two commands: `make run` and `make test`. Both set up what they need.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
PORT   ?= 5000
SCRIPT ?= scripts/dental-clinic.en.yaml

.PHONY: run test lint types check-tests browser translations setup clean

run: $(STAMP)
	$(BIN)/ivr migrate
	IVR_SCRIPT=$(SCRIPT) $(BIN)/ivr serve --port $(PORT)

test: lint types check-tests

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell ivr docs *.md
	$(BIN)/lint-imports

types: $(STAMP)
	$(BIN)/mypy

check-tests: $(STAMP) browser
	$(BIN)/pytest -n 2 --dist worksteal -q

# The tests of the pages drive Debian's Chromium; without root they say so and skip.
browser:
	@command -v chromium >/dev/null || test "$$(id -u)" -ne 0 || \
	  { apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null

# Renews the catalogues of the pages; then translate what is new in ivr/web/translations.
translations: $(STAMP)
	cd ivr/web && ../../$(BIN)/pybabel -q extract -F translations/babel.cfg -k _ -k marked --no-location --sort-output --omit-header -o translations/messages.pot .
	for code in fil ru nb; do $(BIN)/pybabel -q update --init-missing -l $$code --no-fuzzy-matching --omit-header -i ivr/web/translations/messages.pot -d ivr/web/translations; done

setup: $(STAMP)

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group dev --editable ".[voice]"
	touch $@

clean:
	rm -rf $(VENV) var audio/rendered .mypy_cache .ruff_cache .pytest_cache .hypothesis
