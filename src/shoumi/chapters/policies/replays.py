"""A policy that was published after the copy cannot be brought back from its digest.

It may have narrowed what is kept and why, so everybody waits until two persons have looked.  Who
left the working group leaves it again; who joined it, its meetings, comments on drafts and fields
that files asked for are lost and made anew.  Reviews of fields and what staff accepted are told as
lost, each by its reference.
"""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.row_authentication import codes
from shoumi.chapters.policies.acceptance_models import PolicyAcceptance
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.field_models import FieldReview
from shoumi.chapters.policies.group_models import GroupMember
from shoumi.chapters.policies.told_models import CustomerAnswer


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


def _reviewed(told: Told) -> bool:
    """What somebody found necessary is looked at again, and the restore says so; which fields
    somebody found unnecessary the ledger does not say, so everybody waits until two have looked."""
    if FieldReview.objects.filter(ref=told.line.about).exists():
        return True
    told.lose(told.line.about)
    return bool(told.line.facts["necessary"])


def _accepted(told: Told) -> bool:
    """Whoever accepted is asked again, and the restore says so."""
    if not PolicyAcceptance.objects.filter(ref=told.line.about).exists():
        told.lose(told.line.about)
    return True


def _answered(told: Told) -> bool:
    """A no stands again where the copy knows whose it is; where it does not there is no yes of that
    person either.  A yes that is lost is given again."""
    if told.line.facts["agrees"]:
        return True
    found = CustomerAnswer.objects.filter(ref=told.line.about).first()
    if found is None:
        told.lose(told.line.about)
        return True
    found.agrees, found.at = False, told.line.at
    codes.put(found, told.position)
    found.save()
    return True


def of_events() -> Replays:
    return replays(
        tells=[
            *(Tag.COMMENTED, Tag.COMMENT_ANSWERED, Tag.MEETING_CALLED, Tag.VOTED, Tag.MINUTED),
            *(Tag.FIELD_PROPOSED, Tag.PROPOSAL_SETTLED),
        ],
        widens=[
            *(Tag.DRAFTED, Tag.SAVED, Tag.APPROVED),
            *(Tag.MEMBER_APPOINTED, Tag.MINUTES_CONFIRMED, Tag.TOLD, Tag.TELLING_CONFIRMED),
        ],
        narrows={
            Tag.PUBLISHED: _published,
            Tag.MEMBER_LEFT: _left,
            Tag.FIELDS_REVIEWED: _reviewed,
            Tag.ACCEPTED: _accepted,
            Tag.CUSTOMER_ANSWERED: _answered,
        },
    )
