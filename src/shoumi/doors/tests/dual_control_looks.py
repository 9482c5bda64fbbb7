"""Acts that take two persons and let something stand open or be looked at: asked for by the act."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyrage
import pytest

from shoumi.base.approvals import services
from shoumi.base.approvals.errors import NeedsApproval
from shoumi.base.approvals.events import Action
from shoumi.base.attestations import graces
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.tests.statements import given
from shoumi.base.calendar import year_entry
from shoumi.base.deals import services as deals
from shoumi.base.gate import disclosure, minor_reads, reading_limits
from shoumi.chapters.backup.services import setup
from shoumi.core.calendar.tests.notices import NOTICE_2027
from shoumi.core.handbook import GraceReason
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.dual_control_case import Case
from shoumi.doors.tests.house import FIELDS, person

REAL = datetime(2026, 9, 1, tzinfo=UTC)


def wanting(house, actor, do):
    """Approve what the act itself asks a second person for."""

    def approve(about, who, at):
        with pytest.raises(NeedsApproval) as wanted:
            do(about, at)
        change = wanted.value.change
        found = services.queries.asked_by(actor).filter(digest=change.digest.hex()).first()
        made = found or services.ask(change=change, actor=actor, at=house.at)
        services.approve(approval=Ref(made.ref), actor=who, at=at)

    return approve


def letting_stand_open(house):
    """Doors of a demand whose statement lapsed."""
    head = house[people.HEAD]

    def ask():
        for duty, maker in (("13.1", house[people.OPERATIONS]), ("12.3", house[people.SECURITY])):
            said = given(duty, until=house.at + timedelta(days=1))
            attestations.attest(duty=duty, said=said, actor=maker, at=house.at)
        house.go(days=1)
        return ["13.1"]

    def do(duties, at):
        graces.grant(duties=duties, days=3, reason=GraceReason.OUTSIDE, actor=head, at=at)

    def approve(duties, who, at):
        with pytest.raises(NeedsApproval) as wanted:
            do(duties, at)
        change = wanted.value.change
        found = services.queries.asked_by(head).filter(digest=change.digest.hex()).first()
        made = found or services.ask(change=change, actor=head, at=house.at)
        services.approve(approval=Ref(made.ref), actor=who, at=at)

    return Case(
        Action.GRACE, ask, approve, do, lambda _: ["12.3", "13.1"],
        head, (house.dpo,), house.legal, "grace.granted",
    )  # fmt: skip


def looking_at_more(house):
    def do(asked, at):
        reading_limits.allow_more(reads=asked[0], actor=house.legal, at=at)

    def approve(asked, who, at):
        with pytest.raises(NeedsApproval) as wanted:
            do(asked, at)
        change = wanted.value.change
        found = services.queries.asked_by(house.legal).filter(digest=change.digest.hex()).first()
        made = found or services.ask(change=change, actor=house.legal, at=house.at)
        services.approve(approval=Ref(made.ref), actor=who, at=at)

    return Case(
        Action.READING, lambda: [20], approve, do, lambda _: [40],
        house.legal, (house.dpo,), house[people.SECURITY], "approval.used",
    )  # fmt: skip


def entering_a_year(house):
    """The holidays of the next year."""
    head = house[people.HEAD]
    source = "通知"

    def ask():
        return NOTICE_2027

    def do(notice, at):
        table = year_entry.proposed(year=2027, source=source, notice=notice, at=house.at)
        year_entry.enter(table=table, actor=head, at=at)

    return Case(
        Action.CALENDAR, ask, wanting(house, head, do), do,
        lambda _: NOTICE_2027.replace("、2月20日（周六）上班", "上班"),
        head, (house.dpo,), house[people.OPERATIONS], "calendar.year_entered",
    )  # fmt: skip


def naming_a_key(house):
    """Whoever has its secret half and one copy of the home can open everything."""
    actor = house[people.SECURITY]
    keys = [str(pyrage.x25519.Identity.generate().to_public()) for _ in range(2)]

    def do(key, at):
        setup.name_recipient(name="保险柜", public_key=key, actor=actor, at=at)

    return Case(
        Action.COPY_KEY, lambda: keys[0], wanting(house, actor, do), do, lambda _: keys[1],
        actor, (house.dpo,), house.legal, "backup.recipient_named",
    )  # fmt: skip


def looking_at_a_minor(house):
    """Once, for a task; the yes is spent by the look itself."""
    kept = house.keep(*(person(number, birth_on="2010-01-01") for number in range(2)))
    task = house.task(actors=[house.legal])
    actor = house.legal

    def agree(asked, at):
        minor_reads.require_agreed(task=task, person=asked[0], fields=FIELDS, actor=actor, at=at)

    def do(asked, at):
        agree(asked, at)
        disclosure.open_asked(house.asked(task, asked[0], actor=actor, at=at))

    return Case(
        Action.MINOR, lambda: [kept[0]], wanting(house, actor, agree), do, lambda _: [kept[1]],
        actor, (house.dpo,), house[people.SECURITY], "approval.used",
    )  # fmt: skip


def going_on_after_a_restore(house):
    """A deal that a restore stopped; it stands so however often it is tried."""
    other = house.new_deal()
    since = house.at

    def do(deal, at):
        deals.hold_back(deal=deal, at=since)
        deals.resume(deal=deal, actor=house[people.HEAD], at=at)

    return Case(
        Action.RESTORE, lambda: house.deal, wanting(house, house[people.HEAD], do), do,
        lambda _: other, house[people.HEAD], (house.dpo,), house.legal, "deal.resumed",
    )  # fmt: skip
