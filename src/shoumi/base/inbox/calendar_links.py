"""The secret link by which a calendar program reads what is due for a person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.inbox.errors import NoSuchCalendar
from shoumi.base.inbox.events import Tag
from shoumi.base.inbox.models import CalendarLink
from shoumi.base.inbox.rules import Language
from shoumi.base.ledger import writer
from shoumi.base.signin import tokens
from shoumi.base.signin.tokens import Use
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref


@transaction.atomic
def make(*, language: Language, actor: Ref, at: datetime) -> tuple[CalendarLink, str]:
    """A link of one's own; answers its row and its secret, which is shown once and stored nowhere.

    One made before is worth nothing any more.
    """
    Person.objects.select_for_update(no_key=True).get(ref=actor)
    CalendarLink.objects.filter(person=actor).delete()
    secret = tokens.make()
    position = writer.record(Event(Tag.LINKED, actor, actor, at, {}, ("1.5",))).position
    link = CalendarLink.objects.create(
        person_id=actor,
        digest=tokens.digest(secret, Use.CALENDAR),
        language=language,
        made_at=at,
        position=position,
    )
    return link, secret


@transaction.atomic
def revoke(*, actor: Ref, at: datetime) -> None:
    """End one's own link at once.

    Raises:
        NoSuchCalendar
    """
    gone, _ = CalendarLink.objects.filter(person=actor).delete()
    if not gone:
        raise NoSuchCalendar
    writer.record(Event(Tag.UNLINKED, actor, actor, at, {}, ("1.5",)))


def of(person: Ref) -> CalendarLink | None:
    return CalendarLink.objects.filter(person=person).first()


def opened(secret: str, at: datetime) -> CalendarLink:
    """The link that ``secret`` opens, while its person may act.

    Raises:
        NoSuchCalendar
    """
    known = CalendarLink.objects.filter(digest=tokens.digest(secret, Use.CALENDAR))
    found = known.filter(accounts.acts(at)).first()
    if found is None:
        raise NoSuchCalendar
    return found
