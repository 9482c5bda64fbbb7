"""Forgeries of papers on file and of parties."""

from __future__ import annotations

from datetime import date

from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.core.milestones import FilingKind
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.forgery.sql import Act_, Forgery, both, copy, nothing, sql
from shoumi.doors.tests.forgery.world import World, holds

_NOTICE, _ANNOUNCEMENT = FilingKind.CREDITORS_NOTICE, FilingKind.CREDITORS_ANNOUNCEMENT
_LONG_AGO = date(2026, 1, 5)


def filed(kind: FilingKind, on: date | None = None, number: int = 1) -> Act_:
    """By the consultant, so that a side's own word waits for it."""

    def file(world: World) -> None:
        deals.file(
            deal=world.house.deal,
            kind=kind,
            sha256=bytes([number]) * 32,
            on=on,
            actor=world.house[people.CONSULTANT],
            at=world.house.at,
        )

    return file


def elsewhere(world: World) -> None:
    """A paper of another deal."""
    deals.file(
        deal=world.house.new_deal(),
        kind=FilingKind.NOTICE_17,
        sha256=bytes(32),
        actor=world.house[people.CONSULTANT],
        at=world.house.at,
    )


def told_creditors(world: World) -> None:
    """Long ago, and once more just now: the time for claims still runs."""
    for kind in (_NOTICE, _ANNOUNCEMENT):
        filed(kind, _LONG_AGO)(world)
    filed(_ANNOUNCEMENT, number=2)(world)


def of_kind(kind: FilingKind, change: str, *values: object) -> Act_:
    return lambda world: sql(f"UPDATE deals_filing SET {change} WHERE kind = %s", *values, kind)


def another_holder(world: World) -> None:
    """Who may still buy before others do."""
    deals.add_party(
        deal=world.house.deal,
        party=NewParty(PartyRole.OTHER_HOLDER, "钱虚乙"),
        actor=world.house[people.CONSULTANT],
        at=world.house.at,
    )


def decided_alone(world: World) -> None:
    another_holder(world)
    deals.file(
        deal=world.house.deal,
        kind=FilingKind.SOLE_OWNER_DECISION,
        sha256=bytes([3]) * 32,
        actor=world.house[people.SELLER],
        at=world.house.at,
    )


def party(role: PartyRole, change: str, *values: object) -> Act_:
    return lambda world: sql(f"UPDATE deals_party SET {change} WHERE role = %s", *values, role)


_delete_holder = lambda world: sql("DELETE FROM deals_party WHERE role = 'other_holder'")  # noqa: E731
_waits = filed(FilingKind.TERMS_ACCEPTED)
_accepted = holds("filing:terms_accepted")
_cleared = holds("creditors.cleared")

PAPERS = [
    Forgery(
        "a paper that waits for its side waits for nobody",
        nothing,
        of_kind(FilingKind.TERMS_ACCEPTED, "awaits = ''"),
        _accepted,
        begins=_waits,
    ),
    Forgery(
        "a paper is confirmed",
        nothing,
        lambda world: of_kind(
            FilingKind.TERMS_ACCEPTED,
            "confirmed_at = %s, confirmed_by = %s",
            world.house.at,
            world.house[people.SELLER],
        )(world),
        _accepted,
        begins=_waits,
    ),
    Forgery(
        "a paper is of another kind",
        nothing,
        of_kind(FilingKind.NOTICE_17, "kind = %s", FilingKind.DPA.value),
        holds("filing:dpa"),
        begins=filed(FilingKind.NOTICE_17),
    ),
    Forgery(
        "a paper is of this deal",
        nothing,
        lambda world: of_kind(FilingKind.NOTICE_17, "deal_id = %s", world.house.deal)(world),
        holds("filing:notice_17"),
        begins=elsewhere,
    ),
    Forgery(
        "a paper is invented",
        nothing,
        lambda world: copy("deals_filing", "kind = 'notice_17'", ref="filing-mine", kind="dpa"),
        holds("filing:dpa"),
        begins=filed(FilingKind.NOTICE_17),
    ),
    Forgery(
        "creditors were told long ago",
        nothing,
        of_kind(_ANNOUNCEMENT, '"on" = %s', _LONG_AGO),
        _cleared,
        begins=both(filed(_NOTICE, _LONG_AGO), filed(_ANNOUNCEMENT)),
    ),
    Forgery(
        "that creditors were told once more is deleted",
        nothing,
        lambda world: sql("DELETE FROM deals_filing WHERE sha256 = %s", bytes([2]) * 32),
        _cleared,
        begins=told_creditors,
    ),
]

PARTIES = [
    Forgery(
        "another holder is deleted",
        nothing,
        _delete_holder,
        holds("holders.cleared"),
        begins=another_holder,
    ),
    Forgery(
        "another holder is a supplier",
        nothing,
        party(PartyRole.OTHER_HOLDER, "role = %s", PartyRole.VENDOR.value),
        holds("holders.cleared"),
        begins=another_holder,
    ),
    Forgery(
        "one seller alone holds shares",
        nothing,
        party(PartyRole.OTHER_HOLDER, "role = %s", PartyRole.VENDOR.value),
        holds("filing:rofr_notice"),
        begins=decided_alone,
    ),
    Forgery(
        "who sells is a company",
        nothing,
        party(PartyRole.TR, "uscc = %s", "91990000MA0DEM03XT"),
        holds("filing:iit_certificate"),
    ),
]
