"""``python -m tests.flood.proxy_matrix``: whose address a real ``serve`` counts, with no proxy
before it, with Caddy, with two of them, and whatever is forged; exits 1 where it is another's.

Thirty calls of the API with a token that is none are looked at in a minute from one address, and
no more.  So whoever is refused the next one is whom the house takes the caller for.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.flood import __main__ as flood
from tests.flood import proxy
from tests.flood.sockets import address, connection
from tests.web import browser

from shoumi.doors.api.limits import FAILURES

_ARRANGEMENTS = ("no proxy", "Caddy", "two hops")
_LOOKED_AT, _OVER = 401, 429


def main() -> int:
    failed = 0
    with tempfile.TemporaryDirectory(prefix="shoumi-proxies-") as place:
        home = flood.made(Path(place))
        for arrangement in _ARRANGEMENTS:
            with arranged(home, arrangement) as (port, straight):
                wrong = [name for name, holds in judged(port, straight) if not holds]
            failed += bool(wrong)
            sys.stdout.write(f"{'FAILED' if wrong else 'ok'}  {arrangement}  {'; '.join(wrong)}\n")
            sys.stdout.flush()
    sys.stdout.write(f"arrangements={len(_ARRANGEMENTS)} failed={failed}\n")
    return int(failed > 0)


@contextmanager
def arranged(home: Path, arrangement: str) -> Iterator[tuple[int, int]]:
    """Where readers ask, and where the server itself listens."""
    trusted = {} if arrangement == "no proxy" else {"SHOUMI_PROXIES": "127.0.0.1"}
    with ExitStack() as stack:
        server = stack.enter_context(browser.served(home, more=trusted))
        port = server.port
        if trusted:
            is_second = arrangement == "two hops"
            port = stack.enter_context(proxy.before(port, is_second=is_second))
        if arrangement == "two hops":
            port = stack.enter_context(proxy.before(port))
        yield port, server.port


def judged(port: int, straight: int) -> Iterator[tuple[str, bool]]:
    first, second, third, fourth, liar = (address(number) for number in range(5))
    yield "calls of one address are counted together", _asks(port, first, FAILURES) == _LOOKED_AT
    yield "and over after thirty", _asks(port, first) == _OVER
    yield "another address is another's", _asks(port, second) == _LOOKED_AT
    forged = {"X-Forwarded-For": third, "Forwarded": f"for={third}", "X-Real-IP": third}
    yield "who is over is so under any name", _asks(port, first, more=forged) == _OVER
    yield "a forged address is not counted", _asks(port, liar, FAILURES + 1, forged) == _OVER
    yield "for whom it was forged", _asks(port, third) == _LOOKED_AT
    # Past the proxies: nobody who comes straight is one of them.
    forged = {"X-Forwarded-For": fourth}
    yield "straight to the server", _asks(straight, liar, FAILURES + 1, forged) == _OVER
    yield "nor for whom it was forged there", _asks(port, fourth) == _LOOKED_AT


def _asks(port: int, source: str, times: int = 1, more: Mapping[str, str] | None = None) -> int:
    """The answer to the last of so many calls."""
    status = 0
    for _ in range(times):
        with connection(port, source) as one:
            one.request(
                "GET", "/api/v1/deals", headers={"Authorization": "Bearer x", **(more or {})}
            )
            status = one.getresponse().status
    return status


if __name__ == "__main__":
    sys.exit(main())
