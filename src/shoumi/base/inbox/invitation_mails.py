"""An invitation to sign in, sent to the person's own address.

The link opens the house to whoever has it, so it is handed to the relay at once and kept nowhere,
neither in the outbox nor in an entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from shoumi.base.home_settings import queries as settings
from shoumi.base.inbox.models import Mailbox
from shoumi.base.outbox import relay_settings, smtp
from shoumi.base.signin import enrolment
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_SUBJECT = "守密：请设置登录 · Shoumi: set up how you sign in"
_SOMEBODY: Both = ("这家公司", "This company")


@dataclass(frozen=True, slots=True)
class Invitation:
    """``link``  to be handed over by hand; empty where a mail brought it

    ``answer``  of the relay that took the mail; ``failed``  why it did not
    """

    link: str
    answer: str = ""
    failed: str = ""


def can_mail(person: Ref) -> bool:
    """Whether there is an address, and a relay to send by."""
    if not Mailbox.objects.filter(person=person).exists():
        return False
    try:
        return smtp.configured() is not None
    except DomainError:
        return False


def invite(
    *,
    person: Ref,
    by_mail: bool,
    address: Callable[[str], str],
    actor: Ref,
    at: datetime,
    real_at: datetime,
) -> Invitation:
    """A link for somebody who never could sign in, by mail where that is wanted and goes.

    ``address``  of the page that a link opens

    Raises:
        NotPermitted, NoSuchPerson, NotActive, AlreadyEnrolled
    """
    link = enrolment.invite(person=person, actor=actor, at=at, real_at=real_at)
    box = Mailbox.objects.filter(person=person).first()
    if not by_mail or box is None:
        return Invitation(link)
    try:
        relay = smtp.configured()
        if relay is None:
            return Invitation(link)
        body = _body(address(link))
        answer = relay_settings.send(relay, to=box.address, subject_line=_SUBJECT, body=body, at=at)
    except DomainError as error:
        return Invitation(link, failed=str(error.facts.get("answer", error.code)))
    return Invitation("", answer)


def _body(href: str) -> str:
    company = settings.company()
    zh, en = (company.name, company.name) if company else _SOMEBODY
    return (
        f"{zh}请您设置在守密的登录方式。打开下面的链接，按页上的提示做；一天之内有效，只能用一次：\n\n"
        f"{href}\n\n"
        f"{en} asks you to set up how you sign in to Shoumi. Open the link above and follow "
        "the page; it is good for a day and once.\n"
    )
