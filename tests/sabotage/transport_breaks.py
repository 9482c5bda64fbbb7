"""3.2 broken: who comes from another machine without TLS gets nothing, and the demand says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from tests.sabotage.break_case import CLOCK, SERVICE, SQL, Break, cast
from tests.sabotage.place import Place

_SITE = "rules.example"
_MINUTE = timedelta(minutes=1)


def listens_elsewhere(*names: str) -> Callable[[Place], None]:
    """Other machines reach the server itself, which speaks no TLS; the day's try finds it, however
    well the public ``names`` before it are encrypted."""

    def do(place: Place) -> None:
        from shoumi.base.transport import queries

        _serve(place, "0.0.0.0", *names)  # noqa: S104 - that is what is wrong
        _try(place)
        _is_broken(place, queries.IN_CLEAR)

    return do


def certificate_of_nobody(place: Place) -> None:
    """Whoever answers under the public name shows a certificate that nobody trusts."""
    from shoumi.base.transport import queries
    from shoumi.base.transport.negotiation import Found

    _serve(place, "127.0.0.1", _SITE)
    _try(place, Found.UNTRUSTED)
    _is_broken(place, queries.UNTRUSTED)


def certificate_ends(place: Place) -> None:
    from shoumi.base.transport import queries

    _serve(place, "127.0.0.1", _SITE)
    _try(place, until=place.at + _MINUTE)
    place.go(minutes=2)
    _is_broken(place, queries.UNTRUSTED)


def nearly_untried(place: Place) -> None:
    """The last try was two days ago less a minute; no worker has run since."""
    from shoumi.base.transport import queries

    _serve(place, "127.0.0.1", _SITE)
    _try(place)
    place.go(seconds=(queries.GOOD_FOR - _MINUTE).total_seconds())
    place.sign_in_again()
    place.keep_copies()


def two_days_go_by(place: Place) -> None:
    from shoumi.base.transport import queries

    place.go(minutes=2)
    _is_broken(place, queries.OLD)


def serving_unreadable(place: Place) -> None:
    from shoumi.base.transport import queries

    place.leave_vendor()
    (place.home / "serving.json").write_text("{")
    place.a_minute_later()
    _is_broken(place, queries.UNKNOWN)


def served_here_alone(place: Place) -> None:
    """The server is started again for this machine alone, and the paths are tried by page."""
    from shoumi.base.transport import server_address

    server_address.write_down("127.0.0.1", [])
    place.page(cast().SECURITY, "/transport/do/transport-try")
    place.a_minute_later()
    assert _held(place).holds


def _serve(place: Place, host: str, *names: str) -> None:
    from shoumi.base.transport import server_address

    place.leave_vendor()
    server_address.write_down(host, names, port=8000)


def _try(place: Place, found: Any = None, until: datetime | None = None) -> None:
    """By the house; under the public name answers, for all the try can see, who is meant to."""
    from unittest.mock import patch

    from shoumi.base.transport import negotiation
    from shoumi.base.transport.negotiation import Found, Negotiated
    from shoumi.base.transport.services import attempt_all
    from shoumi.core.refs import SYSTEM

    said = Negotiated(found or Found.ENCRYPTED, "TLSv1.3", until)
    tried = negotiation.attempt

    def attempt(path: Any) -> Negotiated:
        return said if path.host == _SITE else tried(path)

    with patch.object(negotiation, "attempt", attempt):
        attempt_all(actor=SYSTEM, at=place.at)
    place.a_minute_later()


def _held(place: Place) -> Any:
    from shoumi.base.transport import queries

    return queries.holding(place.at)


def _is_broken(place: Place, reason: str) -> None:
    """The demand itself falls, not only who happens to ask in the clear."""
    held = _held(place)
    assert (held.holds, held.reason) == (False, reason), held


BREAKS: tuple[Break, ...] = (
    *(
        Break(("3.2",), SERVICE, what, served_here_alone, in_clear=True)
        for what in (
            listens_elsewhere(),
            listens_elsewhere("rules.example"),
            certificate_of_nobody,
        )
    ),
    Break(
        ("3.2",),
        CLOCK,
        certificate_ends,
        served_here_alone,
        in_clear=True,
    ),
    Break(
        ("3.2",),
        CLOCK,
        two_days_go_by,
        served_here_alone,
        in_clear=True,
        scene=nearly_untried,
    ),
    Break(
        ("3.2",),
        SQL,
        serving_unreadable,
        served_here_alone,
        in_clear=True,
        why="no act of the house leaves the file so: a disk or a hand does",
    ),
)
