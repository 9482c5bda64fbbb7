"""Under which names what people said, and was made for them, lies sealed in the keyring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shoumi.base.vault import secrets
from shoumi.chapters.feedback.models import (
    ChatLine,
    Communication,
    Correction,
    DataPackage,
    Mail,
    MailOut,
    Request,
)
from shoumi.core.refs import Ref

_CHUNK = 500


def remaining(subjects: Sequence[Ref]) -> int:
    """How many sealed texts and names of ``subjects`` are still there."""
    count = 0
    for at in range(0, len(subjects), _CHUNK):
        count += len(secrets.existing(names_of(subjects[at : at + _CHUNK])))
    return count


def names_of(subjects: Sequence[Ref]) -> set[Ref]:
    """Under which names the texts of ``subjects``, and who asks, lie in the keyring."""
    found = Request.objects.filter(subject__in=subjects)
    names = {Ref(one) for one in found.values_list("asker", flat=True)}
    return names | names_in(found.values_list("ref", flat=True))


def names_in(requests: Iterable[str]) -> set[Ref]:
    """Under which names the texts of ``requests``, their files, mails and copies lie there."""
    wanted = list(requests)
    tables = (Communication, Mail, MailOut, DataPackage, Correction)
    found = [table._default_manager.filter(request__in=wanted) for table in tables]
    return {Ref(one) for rows in found for one in rows.values_list("ref", flat=True)}


def names_in_chat(chat: str) -> set[Ref]:
    """The same of the texts of a chat that became no request."""
    found = ChatLine.objects.filter(chat=chat).exclude(commitment="")
    return {Ref(one) for one in found.values_list("ref", flat=True)}
