"""One look into the mailbox: what is new is taken in, what is to go is taken out."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.base.correspondence import mail_folder
from shoumi.base.correspondence.channels.outcome import Broken
from shoumi.base.correspondence.mail_folder import Folder
from shoumi.base.intake import mails
from shoumi.chapters.feedback.models import Mail, MailMark
from shoumi.chapters.feedback.services import mail_account, mail_intake
from shoumi.chapters.feedback.services.mail_account import Account
from shoumi.chapters.feedback.services.mail_intake import Fetched
from shoumi.core.errors import DomainError

log = logging.getLogger(__name__)
MOST_AT_ONCE = 500
# Of one that is too large: its headers, for whoever looks at it.
_HEAD_BYTES = 64_000


@dataclass(frozen=True, slots=True)
class Round:
    """``taken``  mails that were new, ``has_more`` where some were left for the next"""

    taken: int = 0
    has_more: bool = False


def look(account: Account, at: datetime) -> Round:
    """
    Outside every transaction.

    Raises:
        HostNotAllowed
        Broken: the mailbox cannot be reached, or turns us away; that is on record.
    """
    mail_account.require_agreed(account.box)
    own = MailMark.objects.filter(of=account.box.digest)
    try:
        with mail_folder.opened(account.box) as folder:
            found = look_into(folder, account, at)
    except Broken:
        own.filter(failed_at=None).update(failed_at=at)
        raise
    own.update(read_at=at, failed_at=None)
    return found


def look_into(folder: Folder, account: Account, at: datetime) -> Round:
    """
    Raises:
        OSError, imaplib.IMAP4.error: the line broke; what was taken in is.
    """
    mark = _mark(folder, account, at)
    new = folder.newer(mark.uid)
    count = sum(_taken(folder, uid, mark, account, at) for uid in new[:MOST_AT_ONCE])
    _take_out(folder, account, at)
    return Round(count, len(new) > MOST_AT_ONCE)


def _mark(folder: Folder, account: Account, at: datetime) -> MailMark:
    """From the beginning again where the server has given its mails new numbers: what was taken
    then is known by its code."""
    mark, _ = MailMark.objects.get_or_create(of=account.box.digest, defaults={"since": at})
    if mark.validity != folder.validity:
        mark.validity, mark.uid = folder.validity, 0
        mark.save(update_fields=["validity", "uid"])
    return mark


def _taken(folder: Folder, uid: int, mark: MailMark, account: Account, at: datetime) -> bool:
    about = folder.about(uid)
    if about is None or about.came_at < mark.since:
        _pass(mark, uid)
        return False
    is_whole = about.size <= mails.MOST_BYTES
    content = folder.content(uid, about.size if is_whole else _HEAD_BYTES)
    found = Fetched(
        mark.of, folder.validity, uid, about.size, about.came_at, content, is_whole=is_whole
    )
    try:
        return mail_intake.take(found, account, at) is not None
    except (DomainError, ValueError, LookupError, TypeError) as error:
        # One bad mail costs one mail; its text may stand in the error, so only the kind is told.
        log.warning("a mail is set aside: %s", type(error).__name__)
        return mail_intake.set_aside(found, account, at)


@transaction.atomic
def _pass(mark: MailMark, uid: int) -> None:
    MailMark.objects.filter(pk=mark.pk, uid__lt=uid).update(uid=uid)


def _take_out(folder: Folder, account: Account, at: datetime) -> None:
    """What was destroyed here goes there; where the server refuses, that is said."""
    mine = Mail.objects.filter(box=account.box.digest, goes=True, gone_at=None, is_left=False)
    for one in mine.filter(validity=folder.validity).order_by("id")[:MOST_AT_ONCE]:
        is_gone = folder.take_out(one.uid)
        told = {"gone_at": at} if is_gone else {"is_left": True}
        Mail.objects.filter(pk=one.pk).update(**told)
