"""People of a data set were told of the version in force; a customer answers to it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals.models import DataSet
from shoumi.base.documents import store, upload_rules
from shoumi.base.documents.events import Kind
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import verification
from shoumi.base.subjects.models import Subject
from shoumi.chapters.policies import queries
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules.told import ToldBy
from shoumi.chapters.policies.services.errors import NotInForce
from shoumi.chapters.policies.services.group import put
from shoumi.chapters.policies.services.telling_errors import (
    AlreadyTold,
    NoSuchDataSet,
    NoSuchTelling,
    NotToldThen,
    OwnTelling,
    TellingConfirmed,
)
from shoumi.chapters.policies.told_models import CustomerAnswer, PolicyTelling
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

TELLERS = (Role.DPO, Role.CON)
CONFIRMERS = (Role.LEG, Role.HEAD, Role.DPO)
# As those who record what customers say elsewhere.
ANSWERING = (Role.CS, Role.CON, Role.DPO, Role.LEG)
_DUTIES = ("1.3",)


def tell(
    *,
    version: Ref,
    dataset: Ref,
    way: ToldBy,
    told_on: date,
    evidence: bytes,
    actor: Ref,
    at: datetime,
) -> PolicyTelling:
    """Every person of ``dataset`` was told of ``version`` by name; ``evidence`` shows it.

    Raises:
        NotPermitted, NoSuchDataSet
        NotInForce: the version is not, or no more.
        NotToldThen: before it was in force, or on a day to come.
        AlreadyTold
        NotAPaper, PaperTooLarge: the evidence is neither PDF, PNG nor JPEG.
    """
    accounts.require(actor, at, *TELLERS)
    found = queries.in_force()
    if found is None or found.ref != version or found.published_at is None:
        raise NotInForce
    if not day_in_china(found.published_at) <= told_on <= day_in_china(at):
        raise NotToldThen
    own = DataSet.objects.filter(ref=dataset).first()
    if own is None:
        raise NoSuchDataSet(dataset=dataset)
    upload_rules.must_fit(evidence)
    try:
        with transaction.atomic():
            writer.hold()
            kept = store.put(
                evidence, kind=Kind.EVIDENCE, deal=Ref(own.deal_id), actor=actor, at=at
            )
            made = PolicyTelling(
                ref=Ref.new("telling"),
                version=version,
                number=found.number,
                dataset=dataset,
                way=way,
                told_on=told_on,
                document=kept.ref,
                content_sha256=hashlib.sha256(evidence).hexdigest(),
                noted_by=actor,
                noted_at=at,
            )
            put(made, Event(Tag.TOLD, actor, Ref(made.ref), at, _facts(made), _DUTIES))
    except IntegrityError as error:
        raise AlreadyTold from error
    return made


def _facts(row: PolicyTelling) -> dict[str, Value]:
    return {
        "version": Ref(row.version),
        "dataset": Ref(row.dataset),
        "way": ToldBy(row.way),
        "told": row.told_on,
        "content": Digest.fromhex(row.content_sha256),
    }


@transaction.atomic
def confirm(*, telling: Ref, actor: Ref, at: datetime) -> PolicyTelling:
    """Another looked at the evidence: from now on those people's data serve the new purposes that
    need no consent.

    Raises:
        NotPermitted, NoSuchTelling, NotAuthentic, OwnTelling, TellingConfirmed
    """
    accounts.require(actor, at, *CONFIRMERS)
    found = PolicyTelling.objects.select_for_update().filter(ref=telling).first()
    if found is None:
        raise NoSuchTelling(telling=telling)
    verification.require([found])
    if found.noted_by == actor:
        raise OwnTelling
    if found.confirmed_at is not None:
        raise TellingConfirmed
    found.confirmed_by, found.confirmed_at = actor, at
    put(found, Event(Tag.TELLING_CONFIRMED, actor, telling, at, _facts(found), _DUTIES))
    return found


@transaction.atomic
def answer(*, subject: Ref, agrees: bool, at: datetime) -> CustomerAnswer:
    """What a customer says to the version in force, by a code of her or his own; nobody asks again
    after a no, and the customer may say otherwise.

    Raises:
        NotInForce: no version is.
    """
    version = queries.in_force()
    if version is None:
        raise NotInForce
    writer.hold()
    found = CustomerAnswer.objects.filter(subject=subject).first()
    if found is None:
        found = CustomerAnswer(ref=Ref.new("custanswer"), subject=subject)
    else:
        verification.require([found])
    found.number, found.agrees, found.at = version.number, agrees, at
    facts: dict[str, Value] = {"version": Ref(version.ref), "agrees": agrees}
    put(found, Event(Tag.CUSTOMER_ANSWERED, SYSTEM, Ref(found.ref), at, facts, _DUTIES))
    return found


@transaction.atomic
def take_back(subject: Ref, answers: Collection[Ref], actor: Ref, at: datetime) -> int:
    """A customer withdraws by a request what she or he agreed to here: from now on it is a no; how
    many yeses there were.

    Raises:
        NotPermitted
    """
    given = CustomerAnswer.objects.select_for_update().filter(subject=subject, agrees=True)
    found = given.filter(ref__in=list(answers)).first()
    if found is None:
        return 0
    [deal] = Subject.objects.filter(ref=subject).values_list("deal", flat=True)
    accounts.require(actor, at, *ANSWERING, deal=Ref(deal))
    writer.hold()
    is_own = verification.is_authentic(found)
    found.agrees, found.at = False, at
    version = PolicyVersion.objects.filter(number=found.number).values_list("ref", flat=True)
    facts: dict[str, Value] = {"version": Ref(version.get()), "agrees": False}
    event = Event(Tag.CUSTOMER_ANSWERED, actor, Ref(found.ref), at, facts, _DUTIES)
    if is_own:
        put(found, event)
    else:  # a row that is not as the house left it stays what it is
        writer.record(event)
        found.save()
    return 1
