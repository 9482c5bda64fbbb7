"""Thanks, and access that is stopped at once: neither is a sanction."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import person_rows, stops
from shoumi.base.accounts import queries as accounts
from shoumi.base.emergency import queries as emergency
from shoumi.base.ledger import writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.row_authentication import codes
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.models import Reward, Suspension
from shoumi.chapters.conduct.rules.words import Danger, For, Thanks
from shoumi.chapters.conduct.services import texts
from shoumi.chapters.conduct.services.errors import (
    AlreadyAnswered,
    AlreadySuspended,
    NotSuspended,
    NotThePerson,
    OneselfNot,
)
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

THANKERS = (Role.HEAD, Role.HR, Role.DPO)
SUSPENDERS = (Role.HEAD, Role.DPO, Role.SEC, Role.SUP)
LIFTERS = (Role.HEAD, Role.DPO)


def thank(
    *, person: Ref, thanks: Thanks, reason: For, words: str, actor: Ref, at: datetime
) -> Reward:
    """
    Raises:
        NotPermitted, NoSuchPerson, TextMissing, TextTooLong
        OneselfNot
    """
    accounts.require(actor, at, *THANKERS)
    person_rows.require(person)
    accounts.require_known(person)
    if actor == person:
        raise OneselfNot
    with texts.sealed("words", words, at) as said, transaction.atomic():
        number = next_number(Reward)
        made = Reward(
            ref=Ref.new("reward"),
            number=number,
            person=person,
            thanks=thanks,
            reason=reason,
            words=said.name,
            given_by=actor,
            given_at=at,
        )
        facts: dict[str, Value] = {
            "person": person,
            "number": number,
            "thanks": thanks,
            "for": reason,
            "said": said.commitment,
        }
        event = Event(Tag.REWARDED, actor, Ref(made.ref), at, facts, ("4.3",))
        codes.put(made, writer.record(event).position)
        made.save(force_insert=True)
    return made


@transaction.atomic
def show(*, reward: Ref, shown: bool, actor: Ref, at: datetime) -> Reward:
    """Whether others may see it; asked of the person, who may say otherwise later.

    Raises:
        NoSuchReward, NotAuthentic, NotThePerson
        AlreadyAnswered: it was the same answer.
    """
    found: Reward = queries.held(Reward, reward)
    if actor != found.person:
        raise NotThePerson
    if found.is_shown == shown:
        raise AlreadyAnswered
    found.is_shown = shown
    event = Event(Tag.SHOWN, actor, reward, at, {"shown": shown}, ("4.3",))
    codes.put(found, writer.record(event).position)
    found.save()
    return found


def suspend(*, person: Ref, why: Danger, actor: Ref, at: datetime) -> Suspension:
    """Stop the account of ``person`` now.

    Raises:
        NotPermitted, NoSuchPerson, NotAuthentic
        OneselfNot, AlreadySuspended
    """
    accounts.require(actor, at, *SUSPENDERS)
    person_rows.require(person)
    accounts.require_known(person)
    if actor == person:
        raise OneselfNot
    try:
        with transaction.atomic():
            writer.hold()
            made = Suspension(ref=Ref.new("suspension"), person=person, why=why, since=at, by=actor)
            facts: dict[str, Value] = {"person": person, "why": why}
            event = Event(Tag.SUSPENDED, actor, Ref(made.ref), at, facts, ("4.2", "4.3"))
            codes.put(made, writer.record(event).position)
            made.save(force_insert=True)
            settle(person, actor, at)
    except IntegrityError as error:
        raise AlreadySuspended from error
    return made


@transaction.atomic
def lift(*, suspension: Ref, actor: Ref, at: datetime) -> Suspension:
    """Let it run again, where nothing else stops it.

    Raises:
        NotPermitted, NoSuchSuspension, NotAuthentic, NotSuspended
        OneselfNot: it is the actor's own.
    """
    accounts.require(actor, at, *LIFTERS)
    writer.hold()
    found: Suspension = queries.held(Suspension, suspension)
    if actor == found.person:
        raise OneselfNot
    if found.lifted_at:
        raise NotSuspended
    found.lifted_at, found.lifted_by = at, actor
    facts: dict[str, Value] = {"person": Ref(found.person)}
    event = Event(Tag.LIFTED, actor, suspension, at, facts, ("4.2", "4.3"))
    codes.put(found, writer.record(event).position)
    found.save()
    settle(Ref(found.person), actor, at)
    return found


def settle(person: Ref, actor: Ref, at: datetime) -> None:
    """The earliest reason counts: this chapter's, or a review of an emergency that did not come."""
    first = emergency.to_review().filter(person=person).first()
    stops.stop_from(person, first.due_at if first else None, actor=actor, at=at)
