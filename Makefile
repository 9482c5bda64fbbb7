# The one entry point.  `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help setup demo serve test long mutants check fix docs access sabotage race flood loss recovery malformed contracts house chapter api pages journeys first-deal pictures bench quality trades honest-day

RUN := .venv/bin
VARIANT ?= equity
ROWS ?=
ONLY ?=
ARGS ?=
NAME ?=
KEPT ?=
SHOTS ?=
COUNT ?=
SEED ?=
TIMES ?=

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## interpreter, virtual environment and everything the tests need
	@sh scripts/setup.sh dev

demo:  ## one made-up company through its whole transfer; the dossier is at the end
	@sh scripts/setup.sh runtime
	@$(RUN)/shoumi demo --variant $(VARIANT)

serve:  ## console and portal of SHOUMI_HOME, or of the demo's open deal
	@sh scripts/setup.sh runtime
	@home=$${SHOUMI_HOME:-}; [ -n "$$home" ] || { [ -e var/open/home.toml ] && home=var/open || home=var; }; \
	SHOUMI_HOME=$$home exec $(RUN)/shoumi serve

test:  ## format, lint, types, contracts, tests on both databases; of long tests a part, drawn by the commit
	@sh scripts/setup.sh dev
	@sh scripts/test.sh

long:  ## make test with every long test whole; goes on where it was ended at this commit; writes docs/long-run.txt when all is green
	@sh scripts/setup.sh dev
	@sh scripts/test.sh long

mutants:  ## break 60 lines of core, gate, vault and ledger one by one; prints which no test misses
	@sh scripts/setup.sh dev
	@PYTHONPATH=src:. $(RUN)/python -m tests.mutants $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY))

check:  ## format, lint, types and import contracts only
	@sh scripts/setup.sh dev
	@sh scripts/check.sh

fix:  ## put format and imports right
	@sh scripts/setup.sh dev
	@$(RUN)/ruff check --fix src tests bench conftest.py
	@$(RUN)/ruff format src tests bench conftest.py
	@$(RUN)/djangofmt -q src

docs:  ## write docs/reference and the client again from the code
	@sh scripts/setup.sh dev
	@$(RUN)/python -m shoumi.doors.reference docs/reference src/shoumi/client

access:  ## every address, method and visitor against tests/access.toml; KEPT=folder of a first deal
	@sh scripts/setup.sh dev
	@PYTHONPATH=src:. $(RUN)/python -m tests.web.access $(if $(KEPT),--first-deal $(KEPT)/release)

sabotage:  ## break each promise and try every door it shuts; then 400 days by the clock; ONLY="7.3,12.1", KEPT=
	@sh scripts/setup.sh dev
	@PYTHONPATH=src:. $(RUN)/python -m tests.sabotage $(if $(ONLY),--only $(ONLY)) $(if $(KEPT),--first-deal $(KEPT))

race:  ## eight processes: what begins after a lapse gets nothing, on both databases; COUNT=2000 rounds
	@sh scripts/setup.sh dev
	@for before in "" "$(RUN)/python scripts/with_postgres.py"; do \
	RACE_ROUNDS=$(or $(COUNT),2000) $$before $(RUN)/python -m pytest -q -p no:cacheprovider \
	src/shoumi/doors/tests/test_lapse_race.py src/shoumi/doors/tests/test_rest_race.py || exit 1; done

flood:  ## half bodies, silent connections, passwords, bombs and forged addresses against a real serve, bare and behind Caddy; COUNT=15 seconds each
	@sh scripts/setup.sh dev
	@PYTHONPATH=src:. $(RUN)/python -m tests.flood $(COUNT)
	@PYTHONPATH=src:. $(RUN)/python -m tests.flood $(COUNT) caddy
	@PYTHONPATH=src:. $(RUN)/python -m tests.flood.proxy_matrix

loss:  ## kill a served home in the middle of its copies, 20 times on each engine; COUNT=20, TIMES=4 as often
	@sh scripts/setup.sh dev
	@for engine in sqlite dumps base-copies; do PYTHONPATH=src:. $(RUN)/python -m tests.copies_loss \
	--engine $$engine --kills $(or $(COUNT),20) --times $(or $(TIMES),4) || exit 1; done

recovery:  ## 100,000 people put back by another account, on each engine, against the clock; as root; COUNT=3000
	@sh scripts/setup.sh dev
	@for engine in sqlite dumps base-copies; do PYTHONPATH=src:. $(RUN)/python -m tests.recovery \
	--engine $$engine --customers $(or $(COUNT),100000) || exit 1; done

malformed:  ## malformed input to every form, upload and write operation; ONLY=, COUNT=400, SEED=
	@sh scripts/setup.sh dev
	@PYTHONPATH=src:. $(RUN)/python -m tests.malformed.canary
	@PYTHONPATH=src:. $(RUN)/python -m tests.malformed.commands $(if $(ONLY),--only "$(ONLY)")
	@PYTHONPATH=src:. $(RUN)/python -m tests.malformed --count $(or $(COUNT),400) $(if $(ONLY),--only "$(ONLY)") $(if $(SEED),--seed $(SEED))
	@PYTHONPATH=src:. $(RUN)/python -m tests.malformed --until reminder --only campaign --count $(or $(COUNT),400) $(if $(SEED),--seed $(SEED))

honest-day:  ## whole days of honest work of a house of forty through the detection: at most one case each; COUNT=3 days
	@sh scripts/setup.sh dev
	@PYTHONPATH=src:. $(RUN)/python -m tests.honest_day --days $(or $(COUNT),3)

trades:  ## twelve companies of different trades to their dossiers, and 2,000 tables; ARGS="companies --only TRADE"
	@sh scripts/setup.sh dev
	@PYTHONPATH=src:. $(RUN)/python -m tests.trades $(ARGS)

contracts:  ## what is promised outwards against tests/contracts/kept; ONLY="commands openapi"
	@sh scripts/setup.sh dev
	@PYTHONPATH=src:. $(RUN)/python -m tests.contracts $(ONLY)

chapter:  ## a small new chapter that works in all doors; NAME=vendors
	@sh scripts/setup.sh dev
	@PYTHONPATH=src:. $(RUN)/python scripts/make_chapter.py "$(NAME)"

house:  ## what each chapter costs and how large the house is; ARGS=--json
	@sh scripts/setup.sh dev
	@PYTHONPATH=src:. $(RUN)/python -m tests.house $(ARGS)

api:  ## Schemathesis against the API as four people, longer than in the tests; EXAMPLES=40
	@sh scripts/setup.sh dev
	@API_EXAMPLES=$${EXAMPLES:-40} PYTHONPATH=src:. $(RUN)/python -m pytest -q src/shoumi/doors/api/tests/test_hostile_input.py

pages:  ## every page in Chromium: languages, widths, light and dark; ONLY="today,deal" for some
	@sh scripts/setup.sh dev
	@PYTHONPATH=src:. SHOTS="$(SHOTS)" $(RUN)/python -m tests.web.pages --only "$(ONLY)"

journeys:  ## people in Chromium: set-up, a buyer and its package, two open a restored home, a vendor to its revoked token, staff through courses and a case, lesson packages of both editions, two sides of a chat, people who ask for their data, the whole story on both databases
	@sh scripts/setup.sh dev
	@PYTHONPATH=src:. SHOTS="$(SHOTS)" $(RUN)/python -m tests.web.journeys
	@PYTHONPATH=src:. $(RUN)/python -m tests.web.package_journey
	@PYTHONPATH=src:. $(RUN)/python -m tests.web.restore_journey
	@PYTHONPATH=src:. $(RUN)/python -m tests.web.vendor_journey
	@PYTHONPATH=src:. $(RUN)/python -m tests.web.staff_journey
	@PYTHONPATH=src:. $(RUN)/python -m tests.web.lesson_journey
	@PYTHONPATH=src:. $(RUN)/python -m tests.web.chat_journey
	@PYTHONPATH=src:. $(RUN)/python -m tests.web.requests_journey
	@PYTHONPATH=src:. $(RUN)/python -m tests.web.story
	@PYTHONPATH=src:. $(RUN)/python scripts/with_postgres.py $(RUN)/python -m tests.web.story --server
	@PYTHONPATH=src:. $(RUN)/python -m tests.web.story --open

first-deal:  ## an empty folder to a closed sale in Chromium, by page alone; as root; ARGS=--sweep, ARGS="--alone requests" for customers who ask, ARGS="--alone incident" for an incident and a drill, KEPT=
	@sh scripts/setup.sh dev caddy:caddy ip:iproute2
	@PYTHONPATH=src:. SHOTS="$(SHOTS)" $(RUN)/python -m tests.web.first_deal $(ARGS) $(if $(KEPT),--keep $(KEPT))

pictures:  ## take the README's pictures again while the story is walked
	@sh scripts/setup.sh dev
	@PYTHONPATH=src:. $(RUN)/python -m tests.web.pictures

quality:  ## measure the scan on made-up data and write docs/scan-quality.md
	@sh scripts/setup.sh dev
	@PYTHONPATH=src:. $(RUN)/python -m tests.quality

bench:  ## measure side by side with peers; ROWS="seal_fernet …" for some of them
	@sh scripts/setup.sh bench
	@PYTHONPATH=. $(RUN)/python -m bench $(ROWS)
