"""``python -m tests.flood [SECONDS] [caddy]``: every flood in turn, at the server itself or behind
a proxy; exits 1 where honest readers lost."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.flood import proxy, readers, run
from tests.flood.attacks import ATTACKS
from tests.web import browser, home


def main(seconds: float, *, is_behind: bool) -> int:
    failed = 0
    if is_behind:
        os.environ["SHOUMI_PROXIES"] = "127.0.0.1"
    with ExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(prefix="shoumi-flood-"))
        server = stack.enter_context(browser.served(made(Path(place))))
        port = stack.enter_context(proxy.before(server.port)) if is_behind else None
        calm = readers.calm(port or server.port)
        sys.stdout.write(f"calm {calm:.3f} s\n")
        for attack in ATTACKS:
            outcome = run.under(attack, server, seconds, calm=calm, port=port)
            wrong = outcome.wrong()
            failed += bool(wrong)
            sys.stdout.write(f"{'FAILED' if wrong else 'ok'}  {outcome}  {'; '.join(wrong)}\n")
            sys.stdout.flush()
    sys.stdout.write(f"floods={len(ATTACKS)} failed={failed}\n")
    return int(failed > 0)


def made(place: Path) -> Path:
    order = ("home", "create", "--demo", "--head", "郑样板", "--dpo", "林示范")
    home.run(place / "home", sys.executable, "-m", "shoumi.doors.cli", *order)
    return place / "home"


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word != "caddy"]
    sys.exit(main(float(given[0]) if given else 15, is_behind="caddy" in sys.argv))
