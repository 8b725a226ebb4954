# Two commands are enough: `make site`, then `make test`. Both work on a bare Debian with Python
# >= 3.11; .ci/setup puts everything else into the checkout. Without make, say `uv run papergloss
# build` and `uv run pytest`.

BIN := .venv/bin
PORT ?= 8000
.DEFAULT_GOAL := help
.PHONY: help site serve test lint format bench lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: ## Install what is needed, read the listings, build the site into site/
	@bash .ci/setup site
	$(BIN)/papergloss update
	$(BIN)/papergloss build
	@echo
	@echo "The site is in $(CURDIR)/site"
	@echo "Look at it:  make serve    then open http://127.0.0.1:$(PORT)/"

serve: ## Serve the site and rebuild it when something under content/ changes (PORT=8000)
	@bash .ci/setup site
	$(BIN)/papergloss serve --address 127.0.0.1:$(PORT)

test: ## Install the test tools and a browser, run every check and every test
	@bash .ci/setup test
	@$(BIN)/python tests/chromium.py
	$(BIN)/ruff check generator tests
	$(BIN)/ruff format --check generator tests
	$(BIN)/mypy
	$(BIN)/pytest

lint: ## Run the checks that need no test: ruff, mypy, the lock file
	@bash .ci/setup test
	$(BIN)/ruff check generator tests
	$(BIN)/ruff format --check generator tests
	$(BIN)/mypy
	@bash .ci/setup uv lock --check

format: ## Let ruff put the code in order
	@bash .ci/setup test
	$(BIN)/ruff check --fix generator tests
	$(BIN)/ruff format generator tests

bench: ## Measure speed (tests/bench)
	@bash .ci/setup test
	$(BIN)/python tests/bench

lock: ## Write uv.lock anew after a change to the dependencies in pyproject.toml
	@bash .ci/setup uv lock

clean: ## Remove what can be made again (site/, .cache/, tool caches; not .venv and not content/)
	rm -rf site dist .pytest_cache .hypothesis .mypy_cache .ruff_cache
	@mkdir -p .cache && find .cache -mindepth 1 -maxdepth 1 ! -name uv -exec rm -rf {} +
