# Every command sets up what it needs first; PYTHON names another Python, 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin
# Tests in as many processes as there are cores; each holds models of its own, so not in any number.
SHARED_OUT := --numprocesses auto --maxprocesses 4 --dist worksteal

.PHONY: demo test test-long check screenshots installer bench clean setup setup-dev

demo: setup
	$(BIN)/playertag demo

test: check
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest $(SHARED_OUT)

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/python .ci/translations.py --check

# The same tests with ten times as many sequences of acts, and longer lives of teams.
test-long: check
	QT_QPA_PLATFORM=offscreen PLAYERTAG_SEQUENCES=5000 PLAYERTAG_TEAMS=200 PLAYERTAG_TEAM_STEPS=2000 \
		$(BIN)/pytest $(SHARED_OUT)

installer: setup-dev
	$(BIN)/pyinstaller --noconfirm build_installer.spec
	dist/playertag/playertag doctor

# Every screen in both themes and languages, as PNG files below build/screenshots.
screenshots: setup-dev
	$(BIN)/python -m benchmarks.screenshots

bench: setup-dev
	@test -n "$(PHOTOS)" || { echo "Name a folder of labelled photos: make bench PHOTOS=DIR"; exit 2; }
	$(BIN)/python -m benchmarks.accuracy $(PHOTOS)
	$(BIN)/python -m benchmarks.throughput $(PHOTOS)
	$(BIN)/python -m benchmarks.operations

clean:
	rm -rf .venv build dist *.egg-info models tests/fakes/oidc/node_modules \
		 .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

setup:
	$(PYTHON) .ci/setup.py

setup-dev:
	$(PYTHON) .ci/setup.py --dev
