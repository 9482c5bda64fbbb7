"""Mails that came and that were sent.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from shoumi.chapters.feedback.models import Mail, MailMark, MailOut, Request
from shoumi.chapters.feedback.rules.mail_fates import QUIET, UNDELIVERED, Fate
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref


class NoSuchMail(Missing):
    code = "feedback.no_mail_there"


def get(mail: Ref) -> Mail:
    """
    Raises:
        NoSuchMail
    """
    found = Mail.objects.filter(ref=mail).first()
    if found is None:
        raise NoSuchMail(mail=mail)
    return found


def aside() -> QuerySet[Mail]:
    """Those that nobody has looked at yet."""
    return Mail.objects.filter(fate=Fate.ASIDE)


def to_look_at() -> QuerySet[Mail]:
    """Of these, those that may be of a person."""
    return aside().exclude(aside__in=QUIET)


def out_of(request: Request) -> list[MailOut]:
    """What was sent because of a request, in its order."""
    return list(MailOut.objects.filter(request=request.ref).order_by("id"))


def undelivered(requests: Collection[str]) -> set[str]:
    """Those of ``requests`` with a mail that is not known to have arrived."""
    found = MailOut.objects.filter(request__in=requests, state__in=UNDELIVERED)
    return set(found.values_list("request", flat=True))


def of_request(request: Request) -> Mail | None:
    """The mail by which it came, if it came by one."""
    fates = (Fate.REQUEST, Fate.ACCEPTED)
    return Mail.objects.filter(request=request.ref, fate__in=fates).order_by("id").first()


def left_behind() -> int:
    """How many mails the server did not let be taken out, though they are destroyed here."""
    return Mail.objects.filter(goes=True, gone_at=None, is_left=True).count()


def mark(box: str) -> MailMark | None:
    """How far that mailbox was read."""
    return MailMark.objects.filter(of=box).first()
