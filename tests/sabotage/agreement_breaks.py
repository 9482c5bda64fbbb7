"""Promises about agreements: their clauses and damages, their last day, their breach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.sabotage.break_case import cast
from tests.sabotage.place import Place


def _in_force() -> Any:
    from shoumi.chapters.agreements.models import Agreement

    return Agreement.objects.filter(state="SIGNED")


def edit(**columns: object) -> Callable[[Place], None]:
    """As a home of before signed one: with the house's own code, or nothing but putting it back
    would mend it.  What has none is tried by ``doors/tests/test_forged_rows.py``."""

    def do(place: Place) -> None:
        from shoumi.base.tests import authenticated

        assert authenticated.change(_in_force(), **columns)
        place.a_minute_later()

    return do


# None can be drawn up so any more.
without_damages = edit(damages=0)


def new_agreement(place: Place) -> None:
    """The bad one is ended, the next drawn up and signed by both sides."""

    people = cast()
    bad = _in_force().order_by("-id")[0].ref
    place.page(people.LEGAL, f"/agreements/{bad}/do/agreement-revoke", is_sure="on")
    sign_another(place)


def sign_another(place: Place) -> None:
    """Drawn up by legal and signed by both sides, each on a page."""
    from shoumi.chapters.agreements.models import Agreement

    people = cast()
    sides = [str(place[name]) for name in (people.SELLER, people.BUYER)]
    place.page(
        people.LEGAL,
        f"/deals/{place.deal}/do/agreement-draft",
        kind="MUTUAL",
        persons=sides,
        until=f"{place.at + timedelta(days=800):%Y-%m-%d}",
        damages=150_000,
        loss=120_000,
        levels=["L1", "L2", "L3"],
        clauses=_all_clauses(),
    )
    new = Agreement.objects.order_by("-id")[0].ref
    for name in (people.SELLER, people.BUYER):
        place.page(name, f"/agreements/{new}/do/agreement-sign", is_sure="on")


def _all_clauses() -> list[str]:
    from shoumi.chapters.agreements.rules import MANDATORY, Clause

    return [one.value for one in Clause if one in MANDATORY | {Clause.NO_REIDENTIFICATION}]


def breach(place: Place) -> None:
    """Legal records that the agreement was broken; no other paper keeps a room open."""
    from shoumi.chapters.agreements import services
    from shoumi.core.refs import Ref

    for one in _in_force():
        services.breach(agreement=Ref(one.ref), actor=place[cast().LEGAL], at=place.at)


def sign_after_breach(place: Place) -> None:
    """Only what is signed later counts."""
    place.go(minutes=1)
    sign_another(place)


def near_its_end(place: Place) -> None:
    """An agreement as it stands on its last day: drawn up for its shortest term, two years ago.

    With the house's own code, for so many years would let everything else lapse as well.
    """
    from shoumi.base.tests import authenticated

    authenticated.change(_in_force(), until=place.at + timedelta(minutes=1))
    place.a_minute_later()


def last_day_goes_by(place: Place) -> None:
    place.go(minutes=1)
