# Every command sets up what it needs first; PYTHON names another Python, 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin
BENCH := build/bench
# Tests in a process more than there are cores, as many of them wait for timers, files and servers; each holds
# models of its own, so not in any number.
SHARED_OUT = --numprocesses $(shell $(PYTHON) -c "import os; print(min(os.cpu_count() + 1, 4))") --dist worksteal
# Processes share the cores: threads of NumPy and FAISS in each would only wait for one another.
QUIET := QT_QPA_PLATFORM=offscreen OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

.PHONY: demo test test-long fuzz audit check screenshots guide installer installer-check bench clean setup setup-dev crashes

demo: setup
	$(BIN)/playertag demo

test: check
	$(QUIET) $(BIN)/pytest $(SHARED_OUT)

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/python .ci/translations.py --check
	$(BIN)/python .ci/licences.py

# Known holes in what is installed: it asks the package index, so it is no part of the checks. What the index
# says nothing of is an error: without `--strict` the tool would say that it knows of no holes.
audit: setup-dev
	mkdir -p build
	$(BIN)/uv pip freeze --exclude-editable --python $(BIN)/python > build/audit.txt
	$(BIN)/uv tool run "pip-audit>=2.10,<3" --strict --disable-pip --no-deps -r build/audit.txt

# The same tests with a hundred times as many sequences of acts, longer lives of teams and larger bursts of photos.
test-long: check
	$(QUIET) PLAYERTAG_SEQUENCES=5000 PLAYERTAG_TEAMS=200 PLAYERTAG_TEAM_STEPS=2000 PLAYERTAG_BURST=500 \
		$(BIN)/pytest $(SHARED_OUT)

# Each parser of what others write, for so many seconds: make fuzz SECONDS=600. Finds go below build/fuzz.
SECONDS ?= 60
fuzz: setup-dev
	$(QUIET) $(BIN)/python -m tests.fuzz --seconds $(SECONDS)

# The program killed at 200 random moments, and what is left looked through.
crashes: setup-dev
	mkdir -p $(BENCH)
	$(QUIET) $(BIN)/python -m benchmarks.crashes --kills 200 --json $(BENCH)/crashes.json

installer: setup-dev
	$(BIN)/python .ci/installer/build.py

# What that built, in a Debian that has nothing else; as root, with debootstrap and Xvfb.
installer-check: setup-dev
	.ci/installer/check.sh

# Every screen in both themes and languages, as PNG files below build/screenshots.
screenshots: setup-dev
	$(BIN)/python -m benchmarks.screenshots

# The pictures of README and guide, made anew in docs/images/guide.
guide: setup-dev
	$(BIN)/python -m benchmarks.screenshots --guide

# Tables on the terminal; figures and plots below build/bench. 8 GB of photos are made there and deleted.
bench: setup-dev
	@test -n "$(PHOTOS)" || { echo "Name a folder of labelled photos: make bench PHOTOS=DIR"; exit 2; }
	mkdir -p $(BENCH)
	$(BIN)/python -m benchmarks.accuracy $(PHOTOS) --json $(BENCH)/accuracy.json \
		--reliability $(BENCH)/reliability.png
	$(BIN)/python -m benchmarks.confirmed $(PHOTOS) --json $(BENCH)/confirmed.json
	$(BIN)/python -m benchmarks.rosters $(PHOTOS) --json $(BENCH)/rosters.json
	$(BIN)/python -m benchmarks.large_photos $(PHOTOS) $(BENCH)/photos --count 60
	for pack in opencv buffalo_s; do \
		$(BIN)/python -m benchmarks.throughput $(BENCH)/photos --pack $$pack --json $(BENCH)/throughput-$$pack.json && \
		$(BIN)/python -m benchmarks.stages $(BENCH)/photos --pack $$pack --json $(BENCH)/stages-$$pack.json \
			--plot $(BENCH)/stages-$$pack.png || exit 1; \
	done
	rm -r $(BENCH)/photos
	$(BIN)/python -m benchmarks.growth $(PHOTOS) --photos 1000 --json $(BENCH)/growth.json --plot $(BENCH)/growth.png
	$(BIN)/python -m benchmarks.at_size --json $(BENCH)/at-size.json
	$(BIN)/python -m benchmarks.operations --json $(BENCH)/operations.json

clean:
	rm -rf .venv build dist *.egg-info models tests/fakes/oidc/node_modules .ci/installer/node_modules \
		 .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

setup:
	$(PYTHON) .ci/setup.py

setup-dev:
	$(PYTHON) .ci/setup.py --dev
