# `make` alone lists the targets. Each one prepares what it needs by itself.

VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
LOCK := requirements/locked.txt
CATALOGUES := $(wildcard resources/translations/*/LC_MESSAGES/cicdesk.po)
COMPILED := $(CATALOGUES:.po=.mo)
PIP := $(PY) -m pip --disable-pip-version-check --quiet install --root-user-action=ignore
OUT ?= build/demo
ARGS ?=

# Windows are shown where there is a screen; elsewhere the same runs without one.
SCREEN := $(or $(DISPLAY),$(WAYLAND_DISPLAY),$(filter Darwin,$(shell uname -s)))

SEEDS ?= 100
FROM ?= 1
STEPS ?= 80
N ?= 500
MINUTES ?= 60

.PHONY: help setup demo test check format frames docs catalogues bench simulate kills soak proofs samples lock clean
.DELETE_ON_ERROR:

help:
	@echo "make demo        the main job, from the van to the centre, on this machine"
	@echo "make test        all tests (ARGS='-k words' for some)"
	@echo "make check       format, lint, types, import contracts, catalogues, frames, manual"
	@echo "make bench       the figures, each beside its floor"
	@echo "make simulate    random histories of both programs (SEEDS=1000 FROM=1 STEPS=80)"
	@echo "make samples     what this release leaves for the tests of all later ones"
	@echo "make kills       kill -9 of a laptop at work and of its server's workers (N=500)"
	@echo "make soak        fifty laptops work on and on; does the server grow or drift? (MINUTES=60)"
	@echo "make proofs      the tests that know two levels, at that of a release (hours)"
	@echo "make setup       the virtual environment; the others do it when needed"
	@echo "make format      put the layout of the code right"
	@echo "make frames      compile ui/*.ui"
	@echo "make docs        write the generated pages of docs/"
	@echo "make catalogues  collect the texts into the catalogues"
	@echo "make lock        choose the versions of the dependencies anew"
	@echo "make clean       remove what can be made again"

setup: $(READY) $(COMPILED)
	@$(PY) scripts/check_machine.py

$(READY): $(LOCK) scripts/find-python scripts/prepare.py
	@echo "Preparing $(VENV) (a few minutes the first time)"
	@python="$$(sh scripts/find-python)" && { test -x $(PY) || "$$python" -m venv $(VENV); }
	@$(PIP) --require-hashes --requirement $(LOCK)
	@$(PY) scripts/prepare.py
	@touch $@

%.mo: %.po $(READY) scripts/catalogues.py
	@$(PY) -m scripts.catalogues compile $<

demo: setup
ifeq ($(strip $(SCREEN)),)
	$(PY) -m cicdesk demo --headless --out $(OUT) $(ARGS)
else
	@$(PY) scripts/check_machine.py --windows
	$(PY) -m cicdesk demo --out $(OUT) $(ARGS)
endif

# Two at a time, each with a PostgreSQL of its own; the tests of one file stay together and share theirs.
test: setup
	$(PY) -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder --durations 12 --durations-min 20 $(ARGS)

check: setup
	$(PY) -m ruff format --check cicdesk scripts tests
	$(PY) -m ruff check cicdesk scripts tests
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(PY) -m scripts.compile_ui --check
	$(PY) -m scripts.manual --check
	$(PY) -m scripts.catalogues check

format: $(READY)
	$(PY) -m ruff format cicdesk scripts tests
	$(PY) -m ruff check --fix cicdesk scripts tests

frames: $(READY)
	$(PY) -m scripts.compile_ui

docs: $(READY)
	$(PY) -m scripts.manual

catalogues: $(READY)
	$(PY) -m scripts.catalogues update

bench: setup
	$(PY) -m scripts.bench --out build/bench $(ARGS)

# A seed that fails is printed with the command that plays it again.
simulate: setup
	@$(PY) -m tests.simulation --histories $(SEEDS) --from $(FROM) --steps $(STEPS) $(ARGS)

samples: $(READY)
	@$(PY) -m tests.support.recording

# Four laptops for each worker.
kills: setup
	@$(PY) -m tests.kills --clients $$(($(N) * 4 / 5)) --workers $$(($(N) / 5)) $(ARGS)

soak: setup
	@$(PY) -m tests.soak --minutes $(MINUTES) $(ARGS)

# Whoever reads its numbers from tests/support/levels.py.
proofs: setup
	CICDESK_LEVEL=release $(PY) -m pytest -p no:xdist --timeout 0 $(ARGS) $$(grep --files-with-matches --recursive --include='test_*.py' support.levels tests)

# uv resolves for every system at once; it lives in a throw-away environment of its own.
lock: $(READY)
	@test -x build/lock/bin/uv || { $(PY) -m venv build/lock && build/lock/bin/python -m pip --quiet install uv; }
	build/lock/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
		--python-version 3.11 --extra desktop --extra server --extra dev \
		--output-file $(LOCK) $(ARGS) pyproject.toml

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find cicdesk scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +
