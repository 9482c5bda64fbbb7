"""After a restore: accounts that were stopped are stopped again, with the row by which somebody
lifts that; cases and rewards stand again as the ledger tells them.

Texts of people are lost with the home, so a case has no account, no reply and no reasons any more.
A decision of which the ledger does not tell everything (money that was asked for, or a rule book
that came after the copy) cannot be made again and blocks.  Rule books, checks and what was found
in them are lost and made anew: the seed of a check is in the copy or committed anew.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from shoumi.base.accounts import stops
from shoumi.base.accounts.models import Person
from shoumi.base.registry.replays import Replay, Replays, Told, replays
from shoumi.base.row_authentication import codes
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.leaving_models import LeavingNotice
from shoumi.chapters.conduct.models import Reward, RuleBook, StaffCase, Suspension
from shoumi.chapters.conduct.rules.sanctions import Sanction
from shoumi.chapters.conduct.rules.words import Danger, For, Thanks
from shoumi.chapters.conduct.services import erasure
from shoumi.core.ledger.leaf import Digest
from shoumi.core.refs import Ref

Row = TypeVar("Row", StaffCase, Reward, Suspension, LeavingNotice)
_EVIDENCE = "position"


def _suspended(told: Told) -> bool:
    """Who is not here has no account.  An earlier suspension that the copy has as open, and that
    was lifted since, stands for this one."""
    name, at = str(told.line.facts["person"]), told.line.at
    person = Person.objects.filter(ref=name).first()
    if person is None or Suspension.objects.filter(person=name, lifted_at=None).exists():
        told.lose(told.line.about)
        return True
    made = Suspension(
        ref=told.line.about,
        person=name,
        why=Danger(str(told.line.facts["why"])),
        since=at,
        by=told.line.actor,
    )
    codes.put(made, told.position)
    made.save(force_insert=True)
    if person.stops_at is None or at < person.stops_at:
        stops.stop_again(Ref(name), at)
    return True


def _lifted(told: Told) -> bool:
    """It is lifted anew; the row alone knows of this entry."""
    return _changed(told, Suspension, lambda found: None)


def _told(told: Told) -> bool:
    facts = told.line.facts
    evidence = sorted(int(one[_EVIDENCE]) for one in told.rows())
    if not evidence:  # an entry of an earlier version: nobody knows what it rests on
        return False
    made = StaffCase(
        ref=told.line.about,
        number=int(str(facts["number"])),
        person=str(facts["person"]),
        happened_at=datetime.fromisoformat(str(facts["happened"])),
        evidence=evidence,
        opened_by=told.line.actor,
        told_at=told.line.at,
        reply_until=datetime.fromisoformat(str(facts["until"])),
        account="",
    )
    codes.put(made, told.position)
    made.save(force_insert=True)
    return True


def _replied(told: Told) -> bool:
    return _changed(told, StaffCase, lambda case: _set(case, replied_at=told.line.at))


def _decided(told: Told) -> bool:
    facts = told.line.facts
    book = RuleBook.objects.filter(ref=str(facts["book"])).first()
    codes_of = [str(one["code"]) for one in book.rules] if book else []
    rule = [one for one in codes_of if Digest.of(one.encode()).hex() == facts["rule"]]
    if not rule or facts["asked"]:
        return False
    known = {
        "decided_at": told.line.at,
        "decided_by": told.line.actor,
        "book": str(facts["book"]),
        "rule": rule[0],
        "sanction": Sanction(str(facts["sanction"])),
    }
    return _changed(told, StaffCase, lambda case: _set(case, **known))


def _dropped(told: Told) -> bool:
    return _changed(told, StaffCase, lambda case: _set(case, dropped_at=told.line.at))


def _appealed(told: Told) -> bool:
    return _changed(told, StaffCase, lambda case: _set(case, appealed_at=told.line.at))


def _settled(told: Told) -> bool:
    known = {
        "settled_at": told.line.at,
        "settled_by": told.line.actor,
        "is_upheld": bool(told.line.facts["upheld"]),
    }
    return _changed(told, StaffCase, lambda case: _set(case, **known))


def _rewarded(told: Told) -> bool:
    facts = told.line.facts
    made = Reward(
        ref=told.line.about,
        number=int(str(facts["number"])),
        person=str(facts["person"]),
        thanks=Thanks(str(facts["thanks"])),
        reason=For(str(facts["for"])),
        words="",
        given_by=told.line.actor,
        given_at=told.line.at,
    )
    codes.put(made, told.position)
    made.save(force_insert=True)
    return True


def _shown(told: Told) -> bool:
    shown = bool(told.line.facts["shown"])
    return _changed(told, Reward, lambda reward: _set(reward, is_shown=shown))


def _forgotten(told: Told) -> bool:
    """The copy has the texts; what it does not have is gone anyway."""
    for table in (StaffCase, Reward):
        for row in table._default_manager.filter(ref=told.line.about):
            erasure.destroy_texts(row)
    return True


def _leaving(told: Told) -> bool:
    if not LeavingNotice.objects.filter(ref=told.line.about).exists():
        made = LeavingNotice(
            ref=told.line.about,
            person=str(told.line.facts["person"]),
            given_on=date.fromisoformat(str(told.line.facts["given"])),
            noted_by=told.line.actor,
            noted_at=told.line.at,
        )
        codes.put(made, told.position)
        made.save(force_insert=True)
    return True


def _stays(told: Told) -> bool:
    known = {"withdrawn_at": told.line.at, "withdrawn_by": told.line.actor}
    return _changed(told, LeavingNotice, lambda row: _set(row, **known))


def _set(row: object, **known: object) -> None:
    for name, value in known.items():
        setattr(row, name, value)


def _changed(told: Told, table: type[Row], change: Callable[[Row], None]) -> bool:
    """Whether the row is here.  One that was false in the copy already stays so."""
    found = table._default_manager.filter(ref=told.line.about).first()
    if found is None:
        told.lose(told.line.about)
        return True
    is_own = codes.matches(found)
    change(found)
    if is_own:
        codes.put(found, told.position)
    found.save()
    return True


_NARROWS: dict[StrEnum, Replay] = {
    Tag.SUSPENDED: _suspended,
    Tag.LIFTED: _lifted,
    Tag.TOLD: _told,
    Tag.REPLIED: _replied,
    Tag.DECIDED: _decided,
    Tag.DROPPED: _dropped,
    Tag.APPEALED: _appealed,
    Tag.SETTLED: _settled,
    Tag.REWARDED: _rewarded,
    Tag.SHOWN: _shown,
    Tag.FORGOTTEN: _forgotten,
    Tag.LEAVING_NOTED: _leaving,
    Tag.LEAVING_WITHDRAWN: _stays,
}


def of_events() -> Replays:
    return replays(widens=[one for one in Tag if one not in _NARROWS], narrows=_NARROWS)
