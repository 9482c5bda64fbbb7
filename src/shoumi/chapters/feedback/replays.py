"""After a restore: whose data rested rests again, channels that were taken off the list or did not
work are so again, and texts whose term was over are destroyed again.  A request that came after the
copy is said to be lost; one that was handled after it stands as it stood, so its clock runs on."""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.row_authentication import codes
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import (
    Channel,
    Chat,
    Merge,
    RecipientNotice,
    Request,
    Restriction,
)
from shoumi.chapters.feedback.rules.channel_trials import GOOD, Back
from shoumi.chapters.feedback.rules.chats import ChatEnding, ChatState
from shoumi.chapters.feedback.services import erasure


def _received(told: Told) -> bool:
    if not Request.objects.filter(ref=told.line.about).exists():
        told.lose(told.line.about)
    return True


def _chat_ended(told: Told) -> bool:
    """Texts of one that asked for nothing are destroyed again, and it stays over; one that became a
    request becomes it again when nobody goes on with it."""
    if told.line.facts["ending"] != ChatEnding.NOTHING:
        return True
    for found in Chat.objects.filter(ref=told.line.about):
        erasure.destroy_chat(found)
        is_own = codes.matches(found)
        found.state, found.ending = ChatState.ENDED, ChatEnding.NOTHING
        found.ended_at, found.ended_by = told.line.at, told.line.actor
        if is_own:  # one that was false before stays so
            codes.put(found, told.position)
        found.save()
    return True


def _told(told: Told) -> bool:
    """Whoever was told after the copy is told anew, where that is asked for again."""
    if not RecipientNotice.objects.filter(ref=told.line.about).exists():
        told.lose(told.line.about)
    return True


def _merged(told: Told) -> bool:
    """Each is answered by itself until that is asked for again."""
    if not Merge.objects.filter(ref=told.line.about).exists():
        told.lose(told.line.about)
    return True


def _forgotten(told: Told) -> bool:
    for found in Request.objects.filter(ref=told.line.about):
        erasure.destroy_texts(found)
    return True


def _restricted(told: Told) -> bool:
    """Whose key is not here has nothing that could be read.  Where the request itself is lost the
    data rest until it is taken in anew."""
    [row] = told.rows()
    subject = told.person(row.get("subject", ""))
    if subject is None:
        told.lose(told.line.about)
        return True
    own = Restriction.objects.filter(ref=told.line.about).first()
    is_own = own is None or codes.matches(own)
    if own is None:
        request = str(told.line.facts["request"])
        own = Restriction(ref=told.line.about, request=request, begun_at=told.line.at)
    own.subject, own.ended_at, own.ended_by, own.ending = subject, None, "", ""
    if is_own:  # one that was false before stays so
        codes.put(own, told.position)
    own.save()
    return True


def _released(told: Told) -> bool:
    """Use is asked for anew; the row alone knows of this entry."""
    for own in Restriction.objects.filter(ref=told.line.about, ended_at=None):
        if codes.matches(own):
            codes.put(own, told.position)
            own.save()
    return True


def _unlisted(told: Told) -> bool:
    Channel.objects.filter(ref=told.line.about, ended_at=None).update(ended_at=told.line.at)
    return True


def _tried(told: Told) -> bool:
    """One that worked is tried anew."""
    back = Back(str(told.line.facts["back"]))
    if back not in GOOD:
        Channel.objects.filter(ref=told.line.about).update(
            tried_at=told.line.at, tried_by=told.line.actor, back=back
        )
    return True


def of_events() -> Replays:
    return replays(
        tells=[
            Tag.MAILED,
            Tag.SET_ASIDE,
            Tag.JUDGED,
            Tag.NOTED,
            Tag.UNMATCHED,
            Tag.REPLIED,
            Tag.DECLINED,
            Tag.CLOSED,
            Tag.OPENED,
            Tag.ADDED,
            Tag.ENCLOSED,
            Tag.PACKED,
            Tag.FETCHED,
            Tag.CHAT_OPENED,
            Tag.CHAT_TAKEN,
            Tag.CHAT_HANDED,
            Tag.ORDERED,
            Tag.WITHDRAWN,
            Tag.ENTERED,
            Tag.LINKED,
            Tag.REMINDED,
        ],
        widens=[
            Tag.SORTED,
            Tag.ASSIGNED,
            Tag.PROVEN,
            Tag.ASKED,
            Tag.EXTENDED,
            Tag.LISTED,
            Tag.CONFIRMED,
            Tag.CORRECTED,
            Tag.UNMERGED,
            Tag.LET_GO,
        ],
        narrows={
            Tag.RESTRICTED: _restricted,
            Tag.RELEASED: _released,
            Tag.RECEIVED: _received,
            Tag.CHAT_ENDED: _chat_ended,
            Tag.TOLD: _told,
            Tag.MERGED: _merged,
            Tag.FORGOTTEN: _forgotten,
            Tag.UNLISTED: _unlisted,
            Tag.TRIED: _tried,
        },
    )
