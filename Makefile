# What one can ask for here. Each thing is a script in scripts/; this page knows what each needs and what is out of date.
.PHONY: lab hub test test-typescript test-python test-browser test-wheel test-hub lint format types pictures wheel bench soak clean ready

# Folders too: a file that went away has changed its folder.
sources := $(shell find src style schema) tsconfig.json
bundle := jupyter_hub_publish/labextension/static/style.js
vendored := jupyter_hub_publish/web/static/vendor/LICENSES.txt
export PATH := $(CURDIR)/.venv/bin:$(PATH)

# JupyterLab with the extension, on examples/.
lab: $(bundle) $(vendored)
	@scripts/lab

# A JupyterHub with the service, three people and the example reports: a throw-away one, to try.
hub: .venv/.everything node_modules/.installed $(bundle) $(vendored)
	@scripts/hub

# Every test, and everything that they need first.
test: ready $(bundle)
	@scripts/test

test-typescript: node_modules/.installed
	@scripts/test typescript

test-python: ready $(bundle)
	@scripts/test python

test-browser: ready $(bundle)
	@scripts/test browser

test-wheel: ready
	@scripts/test wheel

# The hub and its service under another JupyterHub: make test-hub HUB='jupyterhub==5.2.1'
test-hub: ready $(bundle)
	@scripts/test-hub "$(or $(HUB),jupyterhub>=5,<6)"

# Every check that reads the code without running it; `format` mends what can be mended by itself.
lint: .venv/.everything node_modules/.installed
	@scripts/lint

format: .venv/.everything node_modules/.installed
	@scripts/format

# The pictures of the docs, taken by the browser tests.
pictures: ready $(bundle)
	@HUBPUB_PICTURES=$(CURDIR)/docs/images scripts/test browser

# The TypeScript types of what goes over the wire, from the API's own OpenAPI document.
types: .venv/.everything node_modules/.installed
	@scripts/types > types.new && mv types.new src/api/schema.ts || { rm -f types.new; exit 1; }

# dist/: the sdist, and the wheel made from it.
wheel: .venv/.everything node_modules/.installed
	@scripts/wheel

# The budgets, measured.
bench: ready $(bundle)
	@status=0; for each in benchmarks/[a-z]*.py; do echo; python "$$each" || status=1; done; exit $$status

# What `make test` does to a library 50 times, a thousand times: killing those who write to it.
soak: ready
	@HUB_PUBLISH_KILL_ROUNDS=1000 pytest tests/storage/test_kill.py

clean:
	rm -rf lib coverage dist test-results ui-tests/test-results ui-tests/playwright-report tsconfig.tsbuildinfo \
	  jupyter_hub_publish/labextension jupyter_hub_publish/web/static/vendor .coverage .eslintcache .stylelintcache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -not -path './node_modules/*' -prune -exec rm -rf {} +

# What the things above stand on.
ready: .venv/.everything node_modules/.installed $(vendored)
	@scripts/system-packages

.venv/.examples: pyproject.toml package.json scripts/setup
	@scripts/setup python examples
	@touch $@

.venv/.everything: .venv/.examples
	@scripts/setup python test,dev
	@touch $@

node_modules/.installed: .venv/.examples package.json ui-tests/package.json yarn.lock .yarnrc.yml
	@scripts/setup node
	@touch $@

# The libraries that pages load, from node_modules, each of the hash that vendored.json gives.
$(vendored): node_modules/.installed scripts/vendor.mjs jupyter_hub_publish/web/vendored.json
	@node scripts/vendor.mjs

$(bundle): node_modules/.installed $(sources)
	@scripts/build
	@touch $@
