"""A policy that was published after the copy cannot be brought back from its digest.

It may have narrowed what is kept and why, so everybody waits until two persons have looked.  Who
left the working group leaves it again; who joined it, its meetings, comments on drafts, reviews
of fields and what staff accepted are lost and made anew.
"""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.row_authentication import codes
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.group_models import GroupMember


def _published(told: Told) -> bool:
    return False


def _left(told: Told) -> bool:
    found = GroupMember.objects.filter(ref=told.line.about, left_at=None).first()
    if found is None:
        told.lose(told.line.about)
        return True
    found.left_by, found.left_at = told.line.actor, told.line.at
    codes.put(found, told.position)
    found.save()
    return True


def of_events() -> Replays:
    return replays(
        tells=[Tag.COMMENTED, Tag.COMMENT_ANSWERED, Tag.MEETING_CALLED, Tag.VOTED, Tag.MINUTED],
        widens=[
            *(Tag.DRAFTED, Tag.SAVED, Tag.APPROVED),
            *(Tag.MEMBER_APPOINTED, Tag.MINUTES_CONFIRMED),
            *(Tag.FIELDS_REVIEWED, Tag.ACCEPTED),
        ],
        narrows={Tag.PUBLISHED: _published, Tag.MEMBER_LEFT: _left},
    )
