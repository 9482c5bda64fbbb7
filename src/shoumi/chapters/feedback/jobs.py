"""Each day texts go whose term is over, and recipients are reminded; each minute the mailbox is
looked into and mails go out; between two minutes somebody waits for the server to say that a mail
came."""

from __future__ import annotations

import logging
import time
from datetime import datetime

from django_tasks import task

from shoumi.base import clock
from shoumi.base.correspondence import mail_folder
from shoumi.base.correspondence.channels.outcome import Broken
from shoumi.base.jobs import queues
from shoumi.base.jobs import services as work
from shoumi.base.jobs.queues import LONG
from shoumi.base.jobs.task_names import called
from shoumi.base.vault import secrets
from shoumi.chapters.feedback.services import (
    chat_endings,
    data_packages,
    erasure,
    mail_account,
    mail_out,
    mail_round,
    mails_aside,
    recipient_notices,
    text_replies,
)
from shoumi.chapters.feedback.services.mail_account import Account
from shoumi.core.errors import DomainError

log = logging.getLogger(__name__)
# The next minute's look takes over; a worker that is to end is waited for so long at most.
_WATCH_SECONDS, _SLICE_SECONDS = 50.0, 2.0


@called("销毁到期的沟通记录", "destroy records of requests whose term is over")
@task(queue_name=LONG)
def destroy_due() -> None:
    clear(clock.now())
    work.forget_done("feedback.destroy@")


@called("催接收方确认", "remind recipients to confirm")
@task()
def remind() -> None:
    recipient_notices.remind(at=clock.now())
    work.forget_done("feedback.remind@")


def clear(at: datetime) -> int:
    """How many texts and copies went."""
    gone = data_packages.destroy_past_term(at) + mails_aside.forget_past_term(at)
    gone += erasure.forget_past_term(at) + erasure.sweep(at)
    text_replies.forget_old(at)
    secrets.purge()
    return gone


@called("收来信，寄答复", "take mails in and send answers")
@task()
def mails() -> None:
    """What cannot be reached now is said by the doctor and tried again in a minute."""
    account = _account()
    if account is not None:
        _look(account)
    try:
        mail_out.send_due(clock.now())
    except DomainError as refused:
        log.info("mails wait: %s", refused.code)
    work.forget_done("feedback.mails@")


@called("看在线客服", "look after the chats")
@task()
def chats() -> None:
    """Whoever waits is told of; a chat in which nobody writes any more becomes a request."""
    if not clock.is_demo():  # whose clock is a story's
        at = clock.now()
        chat_endings.end_idle(at)
        chat_endings.tell_of_waiting(at)
    work.forget_done("feedback.chats@")


@called("等来信", "wait for mails")
@task(queue_name=queues.WAIT)
def watch() -> None:
    """A mail is in the queue seconds after it came, where the server tells of it (IDLE)."""
    account = _account()
    if account is not None:
        try:
            with mail_folder.opened(account.box) as folder:
                end = time.monotonic() + _WATCH_SECONDS
                while folder.tells and time.monotonic() < end and not queues.ENDING.is_set():
                    if folder.wait(_SLICE_SECONDS):
                        mail_round.look_into(folder, account, clock.now())
        except (Broken, DomainError) as refused:
            log.info("nobody waits for mails: %s", refused.code)
    work.forget_done("feedback.watch@")


def _account() -> Account | None:
    """None in a demo home, whose clock is a story's."""
    if clock.is_demo():
        return None
    try:
        return mail_account.configured()
    except DomainError as refused:
        log.info("the mailbox of requests is not known: %s", refused.code)
        return None


def _look(account: Account) -> None:
    try:
        while mail_round.look(account, clock.now()).has_more:
            pass
    except DomainError as refused:
        log.info("the mailbox of requests is not read: %s", refused.code)
