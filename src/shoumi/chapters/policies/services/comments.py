"""Comments on a draft, and what became of each."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.rules import ROLES_OF, Kind
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.group_models import DraftComment
from shoumi.chapters.policies.queries import group as queries
from shoumi.chapters.policies.rules.group import Treatment
from shoumi.chapters.policies.services import plain_texts
from shoumi.chapters.policies.services.errors import CommentAnswered, OwnComment
from shoumi.chapters.policies.services.group import DUTIES, drafted, put
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

COMMENTERS = tuple(sorted(ROLES_OF[Kind.STAFF]))
ANSWERERS = (Role.DPO, Role.PWG, Role.LEG)


@transaction.atomic
def comment(*, version: Ref, words: str, actor: Ref, at: datetime) -> DraftComment:
    """Anybody of the staff says what should be other; the draft waits for an answer.

    Raises:
        NotPermitted, NoSuchVersion, NotADraft, WordsMissing, PersonalDataInText, NotAuthentic
    """
    accounts.require(actor, at, *COMMENTERS)
    drafted(version)
    said = plain_texts.required(words, part="words", at=at)
    made = DraftComment(ref=Ref.new("remark"), version=version, words=said, by=actor, at=at)
    facts: dict[str, Value] = {"version": version, "words": Digest.of(said.encode())}
    put(made, Event(Tag.COMMENTED, actor, Ref(made.ref), at, facts, DUTIES))
    return made


@transaction.atomic
def answer(
    *, comment: Ref, treatment: Treatment, words: str, actor: Ref, at: datetime
) -> DraftComment:
    """Somebody else says whether it was taken up, and why.

    Raises:
        NotPermitted, NoSuchComment, CommentAnswered, OwnComment, WordsMissing, NotAuthentic
        PersonalDataInText
    """
    accounts.require(actor, at, *ANSWERERS)
    found: DraftComment = queries.locked(DraftComment, comment)
    if found.answered_at is not None:
        raise CommentAnswered
    if actor == found.by:
        raise OwnComment
    said = plain_texts.required(words, part="answer", at=at)
    found.treatment, found.answer = treatment, said
    found.answered_by, found.answered_at = actor, at
    facts: dict[str, Value] = {"treatment": treatment, "answer": Digest.of(said.encode())}
    put(found, Event(Tag.COMMENT_ANSWERED, actor, comment, at, facts, DUTIES))
    return found
