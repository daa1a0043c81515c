# Factory Atlas. `make run` and `make test` set up everything on a fresh machine.
PORT ?= 8501
PY := .venv/bin/python

.PHONY: run demo test check bench release lock sbom mutations setup browser
.DEFAULT_GOAL := run

.venv/app: requirements.txt
	python3 -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev: .venv/app requirements-dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

setup: .venv/dev

browser: .venv/dev
	@bash tests/browser/install.sh $(PY)

run: .venv/app
	$(PY) -c "from atlas import tables; tables.load_all()"
	$(PY) -m streamlit run dashboard.py --server.port $(PORT)

demo: .venv/app
	PORT=$(PORT) $(PY) server.py

check: .venv/dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m frictionless validate data/datapackage.json
	$(PY) -m pytest -q tests/test_tables.py tests/test_translations.py tests/test_house.py tests/test_places.py tests/test_documents.py

test: .venv/dev browser
	$(PY) -m pytest

bench: .venv/dev browser
	$(PY) -m benchmarks
	$(PY) -m benchmarks.cbam_engine

# closes a release of the data; DATE=2026-12-31 and REASONS=file.csv are optional: see docs/data-release.md
release: .venv/app
	$(PY) -m atlas.releases $(DATE) $(if $(REASONS),--reasons $(REASONS))

# what requirements.txt installs, with hashes; to be made anew whenever that file changes
lock:
	python3 -m venv .venv/lock
	.venv/lock/bin/pip install --quiet --disable-pip-version-check pip-tools==7.6.2
	.venv/lock/bin/pip-compile --quiet --generate-hashes --no-emit-find-links --no-emit-index-url \
		--no-emit-trusted-host --strip-extras --output-file=requirements.lock requirements.txt

# what is installed from the lock file: a CycloneDX bill of materials, and the licences as a table
sbom:
	python3 -m venv --clear .venv/sbom
	.venv/sbom/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	python3 -m venv .venv/sbom-tools
	.venv/sbom-tools/bin/pip install --quiet --disable-pip-version-check cyclonedx-bom==7.5.0 pip-licenses==5.5.5
	.venv/sbom-tools/bin/cyclonedx-py environment --output-reproducible --of JSON -o sbom.cdx.json .venv/sbom/bin/python
	.venv/sbom-tools/bin/pip-licenses --python=.venv/sbom/bin/python --format=csv --from=mixed --with-urls > docs/licences.csv

# breaks the promises of SECURITY.md one by one in a copy, and says which test noticed
mutations: .venv/dev browser
	$(PY) -m tests.mutations
