"""Who outside the house was told to delete or to correct, and what each confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.deals import party_rows
from shoumi.base.messages import names
from shoumi.base.row_authentication import verification
from shoumi.base.signin import tokens
from shoumi.base.signin.tokens import Use
from shoumi.chapters.feedback.models import RecipientNotice, Request
from shoumi.chapters.feedback.rules.recipients import Answer, Course, Wanted
from shoumi.core.calendar import day_in_china
from shoumi.core.errors import Missing
from shoumi.core.messages import Lang
from shoumi.core.refs import Ref


class NoSuchNotice(Missing):
    code = "feedback.no_notice"


def get(notice: Ref) -> RecipientNotice:
    """
    Raises:
        NoSuchNotice
    """
    found = RecipientNotice.objects.filter(ref=notice).first()
    if found is None:
        raise NoSuchNotice(notice=notice)
    return found


def by_link(token: str) -> RecipientNotice:
    """
    Raises:
        NoSuchNotice: the link leads to none, or no longer.
        NotAuthentic
    """
    digest = tokens.digest(token, Use.RECIPIENT)
    found = RecipientNotice.objects.filter(digest=digest).exclude(digest="").first()
    if found is None:
        raise NoSuchNotice(notice="")
    verification.require([found])
    return found


def of_request(request: str) -> list[RecipientNotice]:
    """In the order in which they were told.

    Raises:
        NotAuthentic
    """
    return verification.require(RecipientNotice.objects.filter(request=request).order_by("id"))


def course(one: RecipientNotice) -> Course:
    return Course(one.until, Answer(one.answer) if one.answer else None, one.let_go_at)


def waiting() -> QuerySet[RecipientNotice]:
    """Those that nobody answered yet and that are waited for."""
    return RecipientNotice.objects.filter(answer="", let_go_at=None)


def open_of(request: str) -> list[RecipientNotice]:
    """
    Raises:
        NotAuthentic
    """
    return [one for one in of_request(request) if course(one).is_open]


def of_parties(person: Ref, deal: Ref) -> list[RecipientNotice]:
    """Those to the parties of the deal for which this account acts.

    Raises:
        NotAuthentic
    """
    mine = [one.ref for one in party_rows.named(person) if one.deal_id == deal]
    return verification.require(RecipientNotice.objects.filter(recipient__in=mine).order_by("id"))


def every() -> Sequence[RecipientNotice]:
    """All of them, for a check.

    Raises:
        NotAuthentic: a row was changed, put in or deleted from outside.
    """
    return verification.require_all(RecipientNotice)


def told_to_person(found: Request, lang: Lang, at: datetime) -> Iterator[tuple[str, str]]:
    """Each recipient by name, and where it stands with it, for who asks.

    Raises:
        NotAuthentic
    """
    for one in of_request(found.ref):
        standing = names.of(course(one).standing(at), lang)
        day = day_in_china(one.answered_at).isoformat() if one.answered_at else ""
        wanted = names.of(Wanted(one.wanted), lang)
        gap, colon = ("，", "：") if lang == "zh" else (", ", ": ")
        yield one.name, f"{wanted}{colon}{standing}" + (f"{gap}{day}" if day else "")
