"""A reply by text message comes from the relay into the same queue, once.

What the same number writes while a request of it waits belongs to that request; a word that ends
messages begins one of its own.  The number is kept nowhere but sealed with who asks; the requests
that wait are few, so those of a number are found by opening them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import verification
from shoumi.base.signin import tokens
from shoumi.base.signin.tokens import Use
from shoumi.chapters.feedback.chat_models import TextReply
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Kind, Part, State, Way, text_replies
from shoumi.chapters.feedback.services import intake, mail_threads, texts
from shoumi.chapters.feedback.services.errors import NumberUnfit, TextLong
from shoumi.chapters.feedback.services.intake import TAKERS, Told
from shoumi.chapters.feedback.services.texts import Asker, Line
from shoumi.core.messages import Lang
from shoumi.core.refs import Ref

# Of the newest that wait; a number that is not among them begins a request anew.
_MOST_WAITING = 500
# No relay hands a message over again after so long.
KNOWN_FOR = timedelta(days=90)


@transaction.atomic
def receive(
    *, number: str, text: str, relay_id: str, received_at: datetime, actor: Ref, at: datetime
) -> None:
    """Nothing is answered, whoever it is from.

    ``relay_id``  by which the relay knows the message: handed over again, it is there once

    Raises:
        NotPermitted: whose token it is takes no requests in.
        NumberUnfit, TextLong, TextMissing
    """
    accounts.require(actor, at, *TAKERS)
    known = text_replies.number(number)
    if known is None:
        raise NumberUnfit
    said = texts.must_be_said(Part.RECEIVED, text)
    if len(said) > text_replies.MOST_TEXT:
        raise TextLong(most=text_replies.MOST_TEXT)
    writer.hold()  # of the same message handed over twice the second finds the first
    once = tokens.digest(relay_id, Use.REQUEST)
    if TextReply.objects.filter(once=once).exists():
        return
    came = min(received_at, at)
    kind = text_replies.kind(said)
    found = _waiting(known, kind)
    if found is not None:
        mail_threads.add(found, [Line(Part.ADDED, said, Way.TEXT_MESSAGE, came)], at)
    else:
        lang: Lang = "zh" if text_replies.is_chinese(said) else "en"
        told = Told(kind, Way.TEXT_MESSAGE, said, came, Asker("", known), lang)
        intake.take_in(told=told, actor=actor, at=at)
    TextReply.objects.create(once=once, received_at=at)


def _waiting(number: str, kind: Kind) -> Request | None:
    """The newest open request of that number to which it belongs: an objection to an objection."""
    found = Request.objects.filter(way=Way.TEXT_MESSAGE, state=State.OPEN).order_by("-number")
    for one in found.select_for_update()[:_MOST_WAITING]:
        is_same = (one.kind == Kind.OBJECT) or kind is not Kind.OBJECT
        if is_same and texts.asker(one).contact == number and verification.is_authentic(one):
            return one
    return None


def forget_old(at: datetime) -> int:
    """Ids of messages that no relay hands over again; how many."""
    return TextReply.objects.filter(received_at__lt=at - KNOWN_FOR).delete()[0]
