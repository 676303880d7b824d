# Two commands matter: `make run` and `make test`. Each sets itself up in .venv/ from the locked
# requirements; nothing outside this folder is touched.
PYTHON ?= python3
PY := .venv/bin/python
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r

.PHONY: help setup run demo tour test check format lock migrate picture clean

help:
	@echo "make run      run the bot (without ROLLCALL_TOKEN: how to get one, then the demo)"
	@echo "make demo     try the bot in a browser, in a simulated server; no token needed"
	@echo "make test     run the tests"
	@echo "make check    format, lint, types, import arrows, migration drift"
	@echo "make setup    make the environment in .venv/, and nothing else"
	@echo "make format   format the code       make lock   lock the dependencies anew"

setup: .venv/.dev

.venv/pyvenv.cfg:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rollcall needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

.venv/.run: requirements.txt | .venv/pyvenv.cfg
	$(INSTALL) requirements.txt
	@touch $@

.venv/.demo: requirements-demo.txt | .venv/pyvenv.cfg
	$(INSTALL) requirements-demo.txt
	@touch $@

.venv/.dev: requirements-dev.txt | .venv/pyvenv.cfg
	$(INSTALL) requirements-dev.txt
	@touch $@ .venv/.demo .venv/.run

run: .venv/.run
	@$(PY) -m bot has-token; case $$? in \
		0) exec $(PY) -m bot run ;; \
		3) echo; echo "Until then, here is the demo."; exec $(MAKE) --no-print-directory demo ;; \
		*) exit 2 ;; \
	esac

demo: .venv/.demo
	@exec $(PY) -m bot demo

tour: .venv/.demo
	@exec $(PY) -m bot demo --tour

# The README's picture: the demo in an installed Chromium.
picture: .venv/.demo
	$(PY) -m bot.demo.picture docs/demo.png

migrate: .venv/.run
	@exec $(PY) -m bot migrate

# More workers than a small machine has cores, because the tests of whole processes wait most of their time. One test is
# handed out at a time, so that none waits behind a long one. What measures processor time has the machine to itself.
test: .venv/.dev
	$(PY) -m pytest -m alone
	$(PY) -m pytest --numprocesses 4 --maxschedchunk 1 -m "not alone"

check: .venv/.dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) -m migrations.drift

format: .venv/.dev
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

# Universal locks with hashes, and no address of any index in them. Needs uv.
lock:
	uv lock --upgrade
	uv export --quiet --no-emit-project --no-header --no-annotate --no-default-groups -o requirements.txt
	uv export --quiet --no-emit-project --no-header --no-annotate --no-default-groups --group demo -o requirements-demo.txt
	uv export --quiet --no-emit-project --no-header --no-annotate --no-default-groups --group dev -o requirements-dev.txt
	rm -f uv.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
