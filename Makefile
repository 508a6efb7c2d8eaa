# Everything here works with Python 3.11 or newer and make; uv makes `setup` faster where it is on PATH.

VENV  := .venv
PY    := $(VENV)/bin/python
STAMP := $(VENV)/.installed
LOCK  := requirements/dev.txt
EXAMPLE := examples/folder_watcher

# PYTHON=/path/to/python3.12 chooses the interpreter that the environment is made with.
PYTHON ?=
# PYTEST_ARGS='-k lease -x' passes options on to pytest.
PYTEST_ARGS ?=
LOCK_ARGS ?=

# Work in whatever environment the caller's shell has activated would change another project's packages.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.PHONY: help setup codegen codegen-check demo test check lint types layers lock clean distclean

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: $(STAMP) ## Create .venv and install the locked packages; instant when nothing changed.

$(STAMP): $(LOCK) pyproject.toml requirements/setup.sh
	@sh requirements/setup.sh "$(VENV)" "$(LOCK)" "$(PYTHON)"
	@touch $@

codegen: $(STAMP) ## Write generated/ from specs/, and the example's commands from its catalog.
	@$(PY) -m ts_codegen
	@cd $(EXAMPLE) && "$(CURDIR)/$(VENV)/bin/ts-connectors" codegen

codegen-check: $(STAMP) ## Fail when either is not what its documents give; writes nothing.
	@$(PY) -m ts_codegen --check
	@cd $(EXAMPLE) && "$(CURDIR)/$(VENV)/bin/ts-connectors" codegen --check

demo: $(STAMP) ## Run the example connector against the local platform, from start to stop.
	@$(PY) -m examples.folder_watcher.demo

test: $(STAMP) ## Run all tests; PYTEST_ARGS='-k word' narrows them.
	@echo "==> pytest"
	@$(PY) -m pytest $(PYTEST_ARGS)

check: lint types layers codegen-check ## Run every check that needs no test: lint, types, layers, codegen-check.
	@echo "==> all checks passed"

lint: $(STAMP) ## Check the rules and the format with ruff.
	@echo "==> ruff check"
	@$(PY) -m ruff check .
	@echo "==> ruff format --check"
	@$(PY) -m ruff format --check .

types: $(STAMP) ## Check the types with mypy and pyright (about a minute).
	@echo "==> mypy --strict"
	@$(PY) -m mypy
	@echo "==> pyright"
	@PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(PY) -m pyright

layers: $(STAMP) ## Check that imports go down only.
	@echo "==> lint-imports"
	@$(VENV)/bin/lint-imports --no-cache

lock: ## Bring requirements/dev.txt in step with pyproject.toml; LOCK_ARGS=--upgrade renews it (needs uv).
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --quiet $(LOCK_ARGS) --output-file $(LOCK)

clean: ## Remove caches and builds.
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean ## Remove the environment as well.
	rm -rf $(VENV)
