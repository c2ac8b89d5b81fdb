# The commands of the project. Each one makes .venv from the hashed lock first; a second run is quick.
PYTHON ?= python3
BIN := .venv/bin
# One of 3.12 or newer, for `make client`.
CLIENT_PYTHON ?= python3

.PHONY: run test client check audit learn soak bench setup lock clean

run: .venv/run.stamp  ## talk to the assistant: on Telegram with BOT_TOKEN in .env, in this terminal without
	@$(BIN)/python -m bot

# Some environments keep no compiled files; then every process that tests start would compile everything again.
test: .venv/dev.stamp  ## every test
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest

client: .venv-client/stamp  ## a whole conversation by a client that nobody here wrote; needs Python 3.12 or newer
	@.venv-client/bin/python -m pytest -n 0 tests/telegram/test_client.py

check: .venv/dev.stamp  ## style, types, import rules, content, golden messages, known vulnerabilities
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m bot check
	@$(BIN)/python -m bot match
	@$(MAKE) -s audit

audit: .venv/dev.stamp  ## only known vulnerabilities in what is locked
	@$(BIN)/python .ci/audit.py $(BIN)/pip-audit

learn: .venv/run.stamp  ## read and learn the content ahead, for a service that may not write here (deploy/)
	@$(BIN)/python -m bot ask 备案 >/dev/null

soak: .venv/dev.stamp  ## for the night: 250 deaths in each of four ways, 200,000 spoilt updates, 70 proxies that go wrong, 24,000 walks
	@$(BIN)/python -m tests.telegram.deaths 250
	@$(BIN)/python -m tests.telegram.fuzz 20
	@$(BIN)/python -m tests.telegram.proxies 5
	@WALK_SEEDS=40 $(BIN)/python -m pytest -q tests/core/test_walks.py -k random

bench: .venv/dev.stamp  ## speed and size, as ratios within one run
	@$(BIN)/python -m tests.bench

setup: .venv/dev.stamp  ## only make .venv, with all that tests need

lock:  ## write the locks anew from the ranges in pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --generate-hashes -q \
		--custom-compile-command "make lock" pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --generate-hashes -q \
		--custom-compile-command "make lock" pyproject.toml --group dev -o requirements-dev.txt
	uv pip compile --universal --python-version 3.12 --no-emit-index-url --no-emit-find-links --generate-hashes -q \
		--custom-compile-command "make lock" pyproject.toml --group client -o requirements-client.txt

clean:
	rm -rf .venv .venv-client .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "没有找到 $(PYTHON)。请先安装：apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "需要 Python 3.11 或更新的版本（现在是 $$($(PYTHON) -V 2>&1)）。可以指定另一个：make PYTHON=python3.13 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "这个 Python 缺少 venv 模块。请先安装：apt-get install python3-venv，然后重试。"; exit 1; }
	@echo "第一次运行：正在建立 .venv ……"
	@rm -rf .venv
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	@echo "正在按锁定的版本安装依赖（第一次约需一分钟）……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt | .venv/bin/python
	@echo "正在按锁定的版本安装依赖和测试工具（第一次约需一分钟）……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch .venv/run.stamp $@

.venv-client/stamp: requirements-client.txt
	@$(CLIENT_PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 12))' || { \
		echo "需要 Python 3.12 或更新的版本（现在是 $$($(CLIENT_PYTHON) -V 2>&1)）。可以指定：make client CLIENT_PYTHON=python3.13"; \
		exit 1; }
	@rm -rf .venv-client
	@$(CLIENT_PYTHON) -m venv .venv-client
	@.venv-client/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-client.txt
	@touch $@

