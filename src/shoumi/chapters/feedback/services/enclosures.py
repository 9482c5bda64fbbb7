"""Files of a record: sealed each under a key of its own, with a line that says what they are."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from shoumi.base.documents import upload_rules
from shoumi.base.intake.mails import MailFile
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Part, Way, enclosures
from shoumi.chapters.feedback.rules.enclosures import Enclosure
from shoumi.chapters.feedback.services import progress, sealed_files, texts
from shoumi.chapters.feedback.services.enclosure_errors import NoRecording, RecordingTooLarge
from shoumi.chapters.feedback.services.errors import RecordedUntold
from shoumi.chapters.feedback.services.texts import Line
from shoumi.core.refs import Ref

ANY = "application/octet-stream"


def line(
    file: MailFile, way: Way, came_at: datetime, *, part: Part = Part.ATTACHED, by: str = ""
) -> Line:
    """The line says name, size and digest, so the trail of the record is one over the files too."""
    ref = Ref.new(texts.SAID)
    size, digest = len(file.content), sha256(file.content).hexdigest()
    text = f"{file.name} · {file.type} · {size} B · SHA-256 {digest}"
    more = {"key": sealed_files.put(ref, file.content), "name": file.name, "type": file.type}
    return Line(part, text, way, came_at, by, more=more, ref=ref)


@transaction.atomic
def enclose(
    *,
    request: Ref,
    file: Enclosure,
    name: str,
    content: bytes,
    is_told: bool,
    actor: Ref,
    at: datetime,
) -> Request:
    """Put a file in the record: a recording, what came on paper, papers of an agent or a relative.

    ``name``     as it comes; it lies sealed with the file
    ``is_told``  of a recording: the person was told of it at the beginning of the call

    Raises:
        NoSuchRequest, NotAuthentic, NotPermitted, NotAssigned, NotTheirs, AlreadyClosed, MergedAway
        RecordedUntold, NoRecording, RecordingTooLarge: of a recording.
        NotAPaper, PaperTooLarge: of anything else.
    """
    found = progress.own(request, actor, at, progress.HANDLERS)
    if file is Enclosure.RECORDING:
        _require_recording(content, is_told=is_told)
    else:
        upload_rules.must_fit(content)
    way = Way.PHONE if file is Enclosure.RECORDING else Way(found.way)
    brought = MailFile(name[: enclosures.MOST_NAME], ANY, content)
    said = line(brought, way, at, part=enclosures.part_of(file), by=actor)
    return progress.keep(found, Tag.ENCLOSED, {"file": file}, actor, at, said)


def _require_recording(content: bytes, *, is_told: bool) -> None:
    """
    Raises:
        RecordedUntold, RecordingTooLarge, NoRecording
    """
    if not is_told:
        raise RecordedUntold
    if len(content) > enclosures.MOST_RECORDING:
        raise RecordingTooLarge(most=enclosures.MOST_RECORDING // 2**20)
    if not enclosures.is_recording(content):
        raise NoRecording
