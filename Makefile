# mftalk: `make demo` and `make test` do all their own set-up. `make` alone prints this help.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test docs export run clean

V   := .venv
PY  := $(V)/bin/python
LOG := $(V)/pip.log
# Two torch processes on two cores are several times slower when their idle threads spin
export OMP_WAIT_POLICY := PASSIVE
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# Runs pip quietly, tells every half minute that it lives; if it fails, shows the end of what it said
define install
$(PY) -m pip install -q $(1) >$(LOG) 2>&1 & p=$$!; trap "kill $$p" INT TERM; n=0; \
while kill -0 $$p 2>/dev/null; do sleep 1; n=$$((n+1)); \
  [ $$((n%30)) -ne 0 ] || echo "  $$n s, $$(du -sh $(V) | cut -f1) in $(V) so far"; done; \
wait $$p || { echo "pip failed; the end of $(LOG):"; grep -v 'is ignored' $(LOG) | tail -n 20; exit 1; }
endef

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  make \1|/' | \
	  awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

demo: $(V)/.run ## Dub a real portrait with a real sentence: leaves demo.mp4 and demo.png
	@$(V)/bin/mftalk demo -o demo.mp4

test: $(V)/.test ## Run every gate; the last line is "N passed, N failed"
	@$(PY) -c 'from mftalk.gates import main; main()'

docs: $(V)/.test ## Build the website into _docs
	@$(PY) -c 'from mftalk.site import docs; docs()'

export: $(V)/.test ## Clean the notebooks and write mftalk/*.py from them
	@$(V)/bin/nbdev_clean && $(V)/bin/nbdev_export && echo "mftalk/*.py written from nbs/*.ipynb"

run: $(V)/.test ## Execute a notebook in place: make run NB=nbs/20_x.ipynb FLAGS="data cuda"
	@test -n "$(NB)" || { echo 'Say which notebook: make run NB=nbs/20_x.ipynb FLAGS="data"'; exit 2; }
	@$(PY) -c 'import sys; from mftalk.site import run_nb; run_nb(sys.argv[1], sys.argv[2:])' \
	  "$(NB)" $(FLAGS) && echo "$(NB) executed, outputs stored"

clean: ## Remove what is generated; the environment in .venv stays
	@rm -rf _docs _proc build dist demo.mp4 demo.png demo.json nbs/sidebar.yml
	@find mftalk nbs \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +
	@echo "Clean. To remove the environment too: rm -rf $(V)"

# The environment. The stamps carry the date of the last install, so a second call installs nothing.
$(V)/.made:
	@py=; for p in python3.11 python3.12 python3 python; do \
	  "$$p" -c 'import sys; sys.exit(sys.version_info[:2] not in [(3,11), (3,12)])' 2>/dev/null \
	    && { py=$$p; break; }; done; \
	if [ -z "$$py" ]; then echo "mftalk needs Python 3.11 or 3.12, and none was found on the PATH:" \
	  "install one, then run make again."; exit 1; fi; \
	echo "Making the environment $(V) with $$($$py --version)"; \
	"$$py" -m venv --clear $(V) || { echo "$$py cannot make an environment:" \
	  "install its venv module (Debian, Ubuntu: apt install $$py-venv), then run make again."; exit 1; }
	@touch $@

$(V)/.run: $(V)/.made settings.ini setup.py
	@echo "Installing what running needs. The first time this takes minutes: torch alone is gigabytes"
	@t=$$SECONDS; $(call install,--use-pep517 -e .); echo "Installed in $$((SECONDS-t)) s"
	@touch $@

$(V)/.test: $(V)/.run
	@echo "Installing what testing needs"
	@t=$$SECONDS; $(call install,--use-pep517 -e '.[dev]'); echo "Installed in $$((SECONDS-t)) s"
	@touch $@
