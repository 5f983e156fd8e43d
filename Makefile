# cpsurvey: `make help` lists what can be made. On a machine with Python 3.11, 3.12 or 3.13 and make,
# every target sets up what it needs in .venv.

VENV := .venv
LOCK := requirements.lock

BIN := $(VENV)/bin
READY := $(VENV)/ready
DATA := data/processed/datapackage.json
FIGURES := build/figures.stamp

SOURCES := $(shell find src \( -name __pycache__ -o -name '.*' \) -prune -o -type f -print)
# Platforms put blanks and colons into the names of exports, which make would take for its own: a star each.
RAW_FILES := $(shell find data/raw | sed 's|[^A-Za-z0-9_./-]|*|g')
NOTEBOOKS := $(wildcard notebooks/*.ipynb notebooks/figures.txt)
# A figure that is listed and not there is made again, though no source changed.
LISTED := $(basename $(shell grep '^[A-Za-z0-9]' notebooks/figures.txt))
WANTED := $(foreach kind,svg png pdf csv txt json,$(LISTED:%=figures/%.$(kind)))
DELETED := $(filter-out $(wildcard figures/*),$(WANTED))
# A virtual environment holds the path of its folder: in a moved or copied folder it is made again.
MOVED := $(shell [ ! -e $(READY) ] || [ "$$(cat $(READY))" = "$$(pwd -P)" ] || echo moved)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help figures data claims report lab test check bench lock clean distclean FORCE

help:
	@echo 'make figures                  every figure of the synthetic study, into figures/'
	@echo 'make figures RAW=folder       those of your own exports, into build/<data name>/'
	@echo '             CODEBOOK=folder  ... read with your own codebook'
	@echo '             PROFILE=name     ... released under this disclosure profile'
	@echo 'make data                     the tables behind the figures, into data/processed/'
	@echo 'make claims                   what was published, checked against these tables'
	@echo 'make report                   the report of these tables, into build/report/'
	@echo 'make lab                      open the notebooks in JupyterLab'
	@echo 'make test [ARGS=...]          run the tests; ARGS go to pytest'
	@echo 'make check                    lint, format, types, notebooks without output'
	@echo 'make bench                    time of import, of cleaning and of the figures against plain equivalents'
	@echo 'make lock [UPGRADE=1]         lock the dependencies of pyproject.toml again, or their newest versions'
	@echo 'make clean                    remove build/, data/processed/, figures/ and caches'
	@echo 'make distclean                remove .venv too'
	@echo
	@echo 'PYTHON=/path/to/python after any of them says which Python .venv is made with.'

ifdef RAW
figures: $(READY)
	$(BIN)/cpsurvey figures --raw "$$RAW" \
	  $(if $(CODEBOOK),--codebook "$$CODEBOOK") $(if $(PROFILE),--profile "$$PROFILE")
else
figures: $(FIGURES)
endif

$(FIGURES): $(DATA) $(NOTEBOOKS) $(if $(DELETED),FORCE)
	$(BIN)/cpsurvey figures
	@mkdir -p $(@D) && touch $@

data: $(DATA)

$(DATA): $(READY) $(SOURCES) $(RAW_FILES)
	$(BIN)/cpsurvey build data/raw data/processed
	@touch $@

claims: $(READY) $(DATA)
	$(BIN)/cpsurvey claims --strict

report: $(READY) $(DATA)
	$(BIN)/cpsurvey report

lab: $(READY) $(DATA)
	$(BIN)/jupyter lab notebooks

test: $(READY)
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 -m 'not slow and not browser and not office' $(ARGS)

check: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/nbstripout --verify --keep-id $(filter %.ipynb,$(NOTEBOOKS))

bench: $(READY) $(DATA)
	$(BIN)/python benchmarks/import_time.py
	$(BIN)/python benchmarks/make_figures.py
	$(BIN)/python benchmarks/clean_export.py
	$(BIN)/python benchmarks/read_exports.py
	$(BIN)/python benchmarks/exact_tables.py
	$(BIN)/python benchmarks/permutation_tests.py
	$(BIN)/python benchmarks/ordered_permutation.py
	$(BIN)/python benchmarks/coder_agreement.py

# READY is written last, so that an interrupted set-up is begun again, from nothing.
# uv installs in seconds what takes pip a minute. pip installs uv, pinned in the same lock, from wherever pip
# is set up to look; uv looks there too. Where uv cannot (a proxy or certificate that only pip knows of, say),
# pip does all of it.
$(READY): pyproject.toml $(LOCK) $(if $(MOVED),FORCE)
	@rm -f $@
	@if [ -n "$$PYTHON" ]; then set -- "$$PYTHON"; else set -- python3 python3.13 python3.12 python3.11; fi; \
	for python; do \
	  "$$python" -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && break; \
	  python=; \
	done; \
	[ -n "$$python" ] || { echo "None of $$* is a Python 3.11, 3.12 or 3.13 with venv (on Debian and Ubuntu: python3-venv)." \
	  "Install one, or say where it is: make PYTHON=/path/to/python3.13" >&2; exit 1; }; \
	echo "Setting up $(VENV) with $$python"; \
	"$$python" -m venv --clear $(VENV)
	@sed -n '/^uv==/,/# via/p' $(LOCK) > $(VENV)/uv.txt
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement $(VENV)/uv.txt
	@index=$$($(BIN)/python -m pip config list | sed -n "s/.*[.]index.url='\(.*\)'$$/\1/p" | head -n 1); \
	[ -z "$$index" ] || export UV_DEFAULT_INDEX="$$index"; \
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --requirement $(LOCK) || \
	  { echo 'uv could not install; pip will, in about a minute'; \
	    $(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement $(LOCK); }
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@pwd -P > $@

# requirements.lock holds for every supported Python and platform. .ci/lowest.lock has the lowest versions
# that pyproject.toml allows, which are tested too.
LOCK_DEPENDENCIES := $(BIN)/uv pip compile --quiet --extra dev --generate-hashes --python-version 3.11 \
  --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) pyproject.toml

lock: $(READY)
	$(LOCK_DEPENDENCIES) --universal --fork-strategy fewest --output-file requirements.lock
	$(LOCK_DEPENDENCIES) --universal --fork-strategy fewest --resolution lowest-direct --output-file .ci/lowest.lock

clean:
	rm -rf build data/processed figures .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -path ./$(VENV) -prune -o -name __pycache__ -prune -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV)
