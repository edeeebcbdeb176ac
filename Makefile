# Parity: `make run` and `make test` do all the set-up on a fresh machine.
PORT ?= 8501
PYTHON ?= python3
export PARITY_HOME ?= $(CURDIR)/data/local

BIN := .venv/bin

.PHONY: run test check build setup setup-dev bench soak audit clean

run: setup
	$(BIN)/python -m parity build --if-stale
	$(BIN)/python -m parity serve --port $(PORT)

# What is compiled is kept, whatever the environment says: hundreds of processes begin with the same modules.
test: setup-dev check
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint --disable-progress-bar queries

build: setup
	$(BIN)/python -m parity build

# WORLD=folder measures England's scale too: the folder is filled at first (3 GB) and kept.
bench: setup-dev
	$(BIN)/python -m tests.scale $(if $(WORLD),--world $(WORLD))

# What the product is made of, and whether any of it has a known hole. A package that could not be looked up fails too.
audit: setup-dev
	mkdir -p $(PARITY_HOME)
	$(BIN)/cyclonedx-py requirements --output-reproducible --of JSON -o $(PARITY_HOME)/sbom.cdx.json requirements.txt
	$(BIN)/pip-audit --strict --no-deps --disable-pip -r requirements.txt

setup: .venv/ready
setup-dev: .venv/ready-dev

.venv/ready: requirements.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Parity needs Python 3.11 or later')"
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt requirements-scale.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-scale.txt \
		|| echo "DuckDB's extensions are not to be had for this machine: the tests of the lake are skipped."
	PATH="$(CURDIR)/$(BIN):$$PATH" sh tests/browser/install.sh
	sh tests/lake/install.sh
	touch $@

clean:
	rm -rf .venv data/local .pytest_cache .ruff_cache

soak: setup-dev
	$(BIN)/python -m pytest -m soak
