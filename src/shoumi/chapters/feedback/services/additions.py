"""What a person says more by the receipt: words, a paper, or both; a clock that rests goes on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.documents import upload_rules
from shoumi.base.intake.mails import MailFile
from shoumi.chapters.feedback.models import Communication, Request
from shoumi.chapters.feedback.rules import Part, State, Way, enclosures
from shoumi.chapters.feedback.services import enclosures as files
from shoumi.chapters.feedback.services import mail_threads, progress, texts
from shoumi.chapters.feedback.services.enclosure_errors import AddedTooOften, NothingAdded
from shoumi.chapters.feedback.services.errors import AlreadyAnswered
from shoumi.chapters.feedback.services.texts import Line
from shoumi.core.refs import Ref

_PAPER_ALONE = {"zh": "（见附件）", "en": "(see the file)"}


@transaction.atomic
def add(*, request: Ref, text: str, paper: bytes | None, name: str, at: datetime) -> Request:
    """Whoever calls has seen the receipt.  ``name`` is that of the paper, as it comes.

    Raises:
        NoSuchRequest, NotAuthentic
        AlreadyAnswered: it is answered or closed, so what is said now is another request.
        NothingAdded, TextTooLong, NotAPaper, PaperTooLarge, AddedTooOften
    """
    found = progress.held(request)
    if found.state != State.OPEN:
        raise AlreadyAnswered(request=request)
    if not text.strip() and paper is None:
        raise NothingAdded
    before = Communication.objects.filter(request=request, way=Way.PORTAL, part=Part.ADDED)
    if before.count() >= enclosures.MOST_ADDITIONS:
        raise AddedTooOften
    told = text.strip() or _PAPER_ALONE["en" if found.lang == "en" else "zh"]
    texts.must_be_said(Part.ADDED, told)
    said = [Line(Part.ADDED, told, Way.PORTAL, at)]
    if paper is not None:
        upload_rules.must_fit(paper)
        brought = MailFile(name[: enclosures.MOST_NAME], files.ANY, paper)
        said.append(files.line(brought, Way.PORTAL, at))
    mail_threads.add(found, said, at)
    return found
