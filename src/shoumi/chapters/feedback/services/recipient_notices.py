"""Recipients are told to delete or to correct, answer, and are reminded until they do."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.calendar import year_tables
from shoumi.base.deals import party_rows
from shoumi.base.ledger import writer
from shoumi.base.registry import deletion
from shoumi.base.registry.recipients import Recipient
from shoumi.base.row_authentication import codes, verification
from shoumi.base.signin import tokens
from shoumi.base.signin.tokens import Use
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import RecipientNotice, Request
from shoumi.chapters.feedback.queries import recipients
from shoumi.chapters.feedback.queries.recipients import NoSuchNotice
from shoumi.chapters.feedback.rules import Part, Way
from shoumi.chapters.feedback.rules.recipients import Answer, Wanted, reminder_due
from shoumi.chapters.feedback.services import progress, recipient_letters, texts
from shoumi.chapters.feedback.services.errors import NoticeSettled, NotTheirNotice, RecipientsOpen
from shoumi.chapters.feedback.services.intake import DUTIES
from shoumi.chapters.feedback.services.texts import Line
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref


def tell(found: Request, wanted: Wanted, actor: Ref, at: datetime) -> list[RecipientNotice]:
    """Tell each that may hold data of the person and was not told yet; of another correction also
    those that confirmed an earlier one.  In a transaction."""
    of_kind = [one for one in recipients.of_request(found.ref) if one.wanted == wanted]
    is_once = wanted is Wanted.DELETE
    told = {one.recipient for one in of_kind if is_once or recipients.course(one).is_open}
    everybody = deletion.recipients(Ref(found.subject))
    return [_told(found, one, wanted, actor, at) for one in everybody if one.ref not in told]


def _told(
    found: Request, to: Recipient, wanted: Wanted, actor: Ref, at: datetime
) -> RecipientNotice:
    due = year_tables.due(day_in_china(at), to.period)
    made = RecipientNotice(
        ref=Ref.new("notice"),
        request=found.ref,
        recipient=to.ref,
        name=to.name,
        handle=list(to.handle),
        wanted=wanted,
        writes_to=to.writes_to,
        told_at=at,
        until=due.on or day_in_china(due.until),
    )
    facts: dict[str, Value] = {
        "request": Ref(found.ref),
        "recipient": to.ref,
        "wanted": wanted,
        "until": made.until,
        "mailed": bool(to.writes_to),
    }
    event = _event(made, Tag.TOLD, facts, actor, at)
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    recipient_letters.queue(made, found, event)
    return made


def _event(
    one: RecipientNotice, tag: Tag, facts: dict[str, Value], actor: Ref, at: datetime
) -> Event:
    deal = queries.deal_of(queries.get(Ref(one.request)))
    return Event(tag, actor, Ref(one.ref), at, facts, DUTIES, deal)


@transaction.atomic
def make_link(*, notice: Ref, actor: Ref, at: datetime) -> str:
    """A link's token, which is kept nowhere; an earlier one leads nowhere any more.

    Raises:
        NoSuchNotice, NotAuthentic, NotPermitted, NotAssigned, NotTheirs, AlreadyClosed
        NoticeSettled
    """
    one = _waiting(notice)
    progress.own(Ref(one.request), actor, at, progress.HANDLERS)
    token = tokens.make()
    one.digest = tokens.digest(token, Use.RECIPIENT)
    writer.record(_event(one, Tag.LINKED, {}, actor, at))
    one.save()
    return token


@transaction.atomic
def answer_by_link(*, token: str, answer: Answer, at: datetime) -> RecipientNotice:
    """What a recipient says by its link, which leads nowhere from then on.

    Raises:
        NoSuchNotice, NotAuthentic, NoticeSettled
    """
    one = _waiting(Ref(recipients.by_link(token).ref))
    one.digest = ""
    return _answered(one, answer, "", SYSTEM, at)


@transaction.atomic
def answer_by_party(*, notice: Ref, answer: Answer, actor: Ref, at: datetime) -> RecipientNotice:
    """What the party's own account says.

    Raises:
        NoSuchNotice, NotAuthentic, NoticeSettled
        NotTheirNotice: it is another party's.
    """
    one = _waiting(notice)
    if one.recipient not in [party.ref for party in party_rows.named(actor)]:
        raise NotTheirNotice
    return _answered(one, answer, actor, actor, at)


@transaction.atomic
def take_down(*, notice: Ref, answer: Answer, actor: Ref, at: datetime) -> RecipientNotice:
    """What a recipient said by another way, as whoever handles the request heard or read it.

    Raises:
        NoSuchNotice, NotAuthentic, NotPermitted, NotAssigned, NotTheirs, AlreadyClosed
        NoticeSettled
    """
    one = _waiting(notice)
    progress.own(Ref(one.request), actor, at, progress.HANDLERS)
    return _answered(one, answer, actor, actor, at)


def _answered(
    one: RecipientNotice, answer: Answer, by: str, actor: Ref, at: datetime
) -> RecipientNotice:
    one.answer, one.answered_at, one.by = answer, at, by
    facts: dict[str, Value] = {"answer": answer, "request": Ref(one.request)}
    codes.put(one, writer.record(_event(one, Tag.CONFIRMED, facts, actor, at)).position)
    one.save()
    return one


@transaction.atomic
def let_go(*, notice: Ref, text: str, actor: Ref, at: datetime) -> RecipientNotice:
    """Wait for a recipient no longer, for a reason that stands in the record of the request.

    Raises:
        NoSuchNotice, NotAuthentic, NotAssigned, AlreadyClosed, TextMissing, TextTooLong
        NotPermitted: the actor is neither the protection officer nor legal.
        NoticeSettled
    """
    one = _waiting(notice)
    found = progress.own(Ref(one.request), actor, at, progress.DECIDERS)
    line = Line(Part.NOTE, text, Way(found.way), at, actor, ref=Ref.new(texts.SAID))
    progress.keep(found, Tag.NOTED, {}, actor, at, line)
    one.reason, one.let_go_at = str(line.ref), at
    facts: dict[str, Value] = {"request": Ref(one.request)}
    codes.put(one, writer.record(_event(one, Tag.LET_GO, facts, actor, at)).position)
    one.save()
    return one


def _waiting(notice: Ref) -> RecipientNotice:
    """Locked, as the house left it.

    Raises:
        NoSuchNotice, NotAuthentic, NoticeSettled
    """
    one = RecipientNotice.objects.select_for_update().filter(ref=notice).first()
    if one is None:
        raise NoSuchNotice(notice=notice)
    verification.require([one])
    if not recipients.course(one).is_open:
        raise NoticeSettled(notice=notice)
    return one


def require_settled(found: Request) -> None:
    """
    Raises:
        RecipientsOpen: somebody was told and has not answered, and nobody wrote why that is enough.
        NotAuthentic
    """
    if waiting := recipients.open_of(found.ref):
        raise RecipientsOpen(count=len(waiting))


def remind(*, at: datetime) -> int:
    """Write once a day to each that is late or is due today; how many were.

    Raises:
        NotAuthentic
    """
    due = verification.require(recipients.waiting().order_by("id"))
    return sum(_reminded(one, at) for one in due if reminder_due(recipients.course(one), at))


def _reminded(one: RecipientNotice, at: datetime) -> bool:
    with transaction.atomic():
        event = _event(one, Tag.REMINDED, {"until": one.until}, SYSTEM, at)
        is_new = recipient_letters.queue(one, queries.get(Ref(one.request)), event, again=True)
        if is_new:
            writer.record(event)
    return is_new
