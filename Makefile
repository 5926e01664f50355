# Two commands matter: `make run` serves the demo on http://127.0.0.1:8501, `make test` passes the whole suite.
# Each sets up what it needs, and does nothing twice. PYTHON=/path/to/python chooses the interpreter.
SHELL := /bin/sh
PY := .venv/bin/python
UV := 0.13.9
export PYTHONUNBUFFERED := 1
# Without its bytecode each of many processes would compile the product anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := run
.PHONY: run test lint bench lock clean setup browser

run: setup
	@$(PY) -m paceboard demo
	@$(PY) -m paceboard serve

# First what needs no browser, on both cores; then the browser's journeys alone: two at once starve each other.
test: setup browser
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/browser --durations=15
	@$(PY) -m pytest tests/browser --durations=5

lint: setup
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

bench: setup
	@$(PY) tests/bench/run.py

# For maintainers: pins what pyproject.toml names, for every platform, without download addresses. What is pinned
# already stays; to take newer versions, remove requirements.lock first.
lock: setup
	@$(PY) -m venv .cache/lock
	@.cache/lock/bin/python -m pip install -q uv==$(UV)
	@.cache/lock/bin/uv pip compile pyproject.toml --group test --universal --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --quiet --output-file requirements.lock

# Returns and stores (data/submissions, data/store) stay: originals are nobody's rubbish.
clean:
	rm -rf .venv .cache .pytest_cache .ruff_cache .hypothesis .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Installs again only when the lock differs from the copy kept at the last installation.
setup:
	@$(PY) -c 'import pip' 2>/dev/null || { $(find_python); "$$python" -m venv --clear .venv; }
	@cmp -s requirements.lock .venv/installed.lock || { \
	  echo "Installing the packages of requirements.lock (once)"; \
	  $(PY) -m pip install --disable-pip-version-check --require-hashes --no-deps -r requirements.lock && \
	  cp requirements.lock .venv/installed.lock; }

browser: setup
	@$(PY) tests/browser/chromium.py

define find_python
python=; bare=; \
for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
  if "$$name" -c 'import ensurepip, venv' 2>/dev/null; then python=$$name; break; else bare=$$name; fi; \
done; \
if [ -z "$$python" ] && [ -n "$$bare" ]; then \
  echo "$$bare cannot make a virtual environment: its venv module is missing. Install it (Debian and Ubuntu: apt-get install python3-venv), then run make again." >&2; exit 1; fi; \
if [ -z "$$python" ]; then \
  echo "Paceboard needs Python 3.11 or later and found none. Install one, or name it: make run PYTHON=/path/to/python3" >&2; exit 1; fi
endef
