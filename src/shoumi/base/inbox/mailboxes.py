"""Give a person of the house a mail address, have it confirmed, choose what is sent there."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts import services as people
from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.services import NotActive
from shoumi.base.inbox import mails, rules
from shoumi.base.inbox.errors import (
    AlreadyConfirmed,
    CodeOver,
    CodeWrong,
    NoMailbox,
    NotConfirmed,
    SameAddress,
    TooManyCodes,
)
from shoumi.base.inbox.events import Tag
from shoumi.base.inbox.models import CalendarLink, Mailbox
from shoumi.base.inbox.rules import Digest, Language
from shoumi.base.ledger import writer
from shoumi.base.outbox import rules as mail
from shoumi.base.outbox.rules import Channel
from shoumi.base.signin import rules as signin
from shoumi.base.signin import tokens
from shoumi.base.signin.tokens import Use
from shoumi.core.calendar import CHINA, day_in_china
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref

OF_PERSON, OF_MAILBOX = "person", "mailbox"
# Who may give another person's address: who may also invite that person.
GIVERS = tuple(sorted(signin.INVITERS))


def of_person(to: Ref, channel: Channel, at: datetime) -> str | None:
    """Where notices for a person go: an address the person confirmed, while the person may act."""
    found = _acting(at).filter(person=to, confirmed_at__isnull=False).first()
    return found.address if found else None


def confirmed_since(person: Ref, at: datetime) -> datetime | None:
    """Since when notices reach a person; None where none does."""
    found = _acting(at).filter(person=person, confirmed_at__isnull=False).first()
    return found.confirmed_at if found else None


def of_mailbox(to: Ref, channel: Channel, at: datetime) -> str | None:
    """Where a code goes: the very address it was made for, while that waits to be confirmed."""
    found = _acting(at).filter(ref=to, confirmed_at__isnull=True).first()
    return found.address if found else None


def _acting(at: datetime) -> QuerySet[Mailbox]:
    return Mailbox.objects.filter(accounts.acts(at))


@transaction.atomic
def enrol(
    *, name: str, kind: Kind, address: str = "", actor: Ref, at: datetime, real_at: datetime
) -> Person:
    """Give a person a place in the house, with an address where one is given.

    Raises:
        NotPermitted, NameMalformed, NameIsRole, AddressUnfit
    """
    person = people.enrol(name=name, kind=kind, actor=actor, at=at)
    if address:
        _give(Ref(person.ref), address, Language.ZH, actor, at, real_at)
    return person


@transaction.atomic
def give(
    *,
    person: Ref,
    address: str,
    language: Language | None = None,
    actor: Ref,
    at: datetime,
    real_at: datetime,
) -> Mailbox:
    """Give an address, one's own or for somebody else, in place of any before; a code goes there.

    Until the person types the code nothing else is sent there.

    Raises:
        NotPermitted, NoSuchPerson, NotActive, AddressUnfit, SameAddress, TooManyCodes
    """
    _may(person, actor, at)
    return _give(person, address, language, actor, at, real_at)


def _may(person: Ref, actor: Ref, at: datetime) -> None:
    if actor != person:
        accounts.require(actor, at, *GIVERS)
    if not accounts.person(person).is_active:
        raise NotActive


def _give(
    person: Ref,
    address: str,
    language: Language | None,
    actor: Ref,
    at: datetime,
    real_at: datetime,
) -> Mailbox:
    address = mail.address(address.strip())
    # Held, so that two at the same moment do not count their codes apart.
    Person.objects.select_for_update(no_key=True).get(ref=person)
    before = Mailbox.objects.filter(person=person).first()
    if before and before.confirmed_at and before.address == address:
        raise SameAddress
    box = before or Mailbox(person_id=person)
    box.ref, box.address, box.given_at = Ref.new(OF_MAILBOX), address, at
    box.confirmed_at = box.at_once_since = box.digest_at = box.digested_on = None
    box.language = language or box.language
    writer.record(Event(Tag.GIVEN, actor, person, at, {"person": person}, ("1.5",)))
    _send_code(box, actor, at, real_at)
    return box


def _send_code(box: Mailbox, actor: Ref, at: datetime, real_at: datetime) -> None:
    today = day_in_china(real_at)
    sent = box.codes_sent if box.codes_on == today else 0
    if sent >= rules.MOST_CODES:
        raise TooManyCodes(most=rules.MOST_CODES)
    code = rules.make_code()
    box.codes_on, box.codes_sent, box.tries = today, sent + 1, 0
    box.code = tokens.digest(rules.canonical(code), Use.MAILBOX)
    box.code_until = real_at + rules.CODE_VALID
    box.save()
    mails.send_code(box, code, actor=actor, at=at)


@transaction.atomic
def send_again(*, actor: Ref, at: datetime, real_at: datetime) -> Mailbox:
    """Another code to one's own address; the one before is worth nothing any more.

    Raises:
        NoMailbox, AlreadyConfirmed, TooManyCodes
    """
    box = _held(actor)
    if box.confirmed_at:
        raise AlreadyConfirmed
    box.ref = Ref.new(OF_MAILBOX)
    _send_code(box, actor, at, real_at)
    return box


def confirm(*, code: str, actor: Ref, at: datetime, real_at: datetime) -> Mailbox:
    """Show by the code that mail to one's address arrives; from then on notices go there.

    Raises:
        NoMailbox, AlreadyConfirmed
        CodeWrong, CodeOver
    """
    # Counted before it is looked at, and committed: a refusal takes no try back.
    tried = Mailbox.objects.filter(person=actor, tries__lt=rules.MOST_TRIES)
    counted = tried.exclude(code="").update(tries=F("tries") + 1)
    with transaction.atomic():
        box = _held(actor)
        if box.confirmed_at:
            raise AlreadyConfirmed
        if not counted or box.code_until is None or box.code_until <= real_at:
            raise CodeOver
        if box.code != tokens.digest(rules.canonical(code), Use.MAILBOX):
            raise CodeWrong
        box.confirmed_at = box.at_once_since = at
        box.digest_at, box.digested_on = rules.MORNING, _done_of(rules.MORNING, at)
        box.code, box.code_until = "", None
        box.save()
        writer.record(Event(Tag.CONFIRMED, actor, actor, at, {}, ("1.5",)))
        return box


def _done_of(digest_at: time, at: datetime) -> date:
    """A digest whose time has passed today begins tomorrow."""
    today = day_in_china(at)
    return today if at.astimezone(CHINA).time() >= digest_at else today - timedelta(days=1)


@transaction.atomic
def choose(
    *, at_once: bool, digest: Digest, language: Language, actor: Ref, at: datetime
) -> Mailbox:
    """What is sent to one's address, and in which language.

    Raises:
        NoMailbox, NotConfirmed
    """
    box = _held(actor)
    if not box.confirmed_at:
        raise NotConfirmed
    # What began to wait while it was not told stands in the inbox, and is not told all at once.
    box.at_once_since = (box.at_once_since or at) if at_once else None
    digest_at = rules.time_of(digest)
    if digest_at != box.digest_at:
        box.digest_at = digest_at
        if digest_at and box.digested_on != day_in_china(at):
            box.digested_on = _done_of(digest_at, at)
    box.language = language
    box.save()
    facts: dict[str, Value] = {"at_once": at_once, "digest": digest}
    writer.record(Event(Tag.CHOSEN, actor, actor, at, facts, ("1.5",)))
    return box


@transaction.atomic
def remove(*, person: Ref, actor: Ref, at: datetime) -> None:
    """Take an address away; nothing is sent there any more.

    Raises:
        NotPermitted, NoMailbox
    """
    if actor != person:
        accounts.require(actor, at, *GIVERS)
    _held(person).delete()
    writer.record(Event(Tag.REMOVED, actor, person, at, {"person": person}, ("1.5",)))


def forget_left(*, at: datetime) -> int:
    """Drop addresses and links of people who have left; how many people."""
    gone = Q(person__is_active=False)
    boxes, links = Mailbox.objects.filter(gone), CalendarLink.objects.filter(gone)
    left = {*boxes.values_list("person", flat=True), *links.values_list("person", flat=True)}
    for person in sorted(left):
        _forget(Ref(person), at)
    return len(left)


@transaction.atomic
def _forget(person: Ref, at: datetime) -> None:
    if Mailbox.objects.filter(person=person).delete()[0]:
        writer.record(Event(Tag.REMOVED, SYSTEM, person, at, {"person": person}, ("1.5",)))
    if CalendarLink.objects.filter(person=person).delete()[0]:
        writer.record(Event(Tag.UNLINKED, SYSTEM, person, at, {}, ("1.5",)))


def _held(person: Ref) -> Mailbox:
    """
    Raises:
        NoMailbox
    """
    found = Mailbox.objects.select_for_update().filter(person=person).first()
    if found is None:
        raise NoMailbox
    return found
