"""Files that wait for their mapping: one sealed slip, plain only while being read.

Nothing of them is a record yet.  What the parser answered about a file waits in the same slip, so
that a file is parsed once however often its columns are chosen anew.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from shoumi.base.collection_notices import queries as collection_notices
from shoumi.base.deals import queries as deals
from shoumi.base.intake.models import Upload
from shoumi.base.jobs import sealed_staging
from shoumi.base.jobs.sealed_staging import NoSuchSlip
from shoumi.core.errors import Invalid, Missing
from shoumi.core.milestones import StageAct
from shoumi.core.refs import Ref

MOST_BYTES = 2**26
# Of what the parsers answered; more is not kept, and the file is parsed again.
_MOST_ANSWERED_BYTES = 2**28
_ABOUT = "about.json"
_MOST_WAITING = 20
_AT_ONCE = 1_000


class NoSuchDelivery(Missing):
    """Nothing waits under that name, or it waited too long, or it is somebody else's."""

    code = "intake.no_such_delivery"


class TooMuch(Invalid):
    """Facts: ``most`` bytes a delivery may have here."""

    code = "intake.delivery_too_large"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What waits: for which data set of which deal, brought by whom; file names in order."""

    ref: Ref
    deal: Ref
    dataset: Ref
    actor: Ref
    names: tuple[str, ...]


def keep(
    files: Sequence[UploadedFile[bytes]], *, deal: Ref, dataset: Ref, actor: Ref, at: datetime
) -> Ref:
    """Seal the files; answers under which name they wait.  They are full of people, so they come
    no earlier than these may be taken in.

    Raises:
        TooMuch
        StageNotOpen: the inventory is not open, nor may a later file follow it.
        NoSuchSet
        NotTold, ToldNothing, ToldTooLittle, ToldUnjudged: nobody knows that they were told.
    """
    deals.require_stage(deal, StageAct.IMPORT, is_again=True)
    collection_notices.require_told(dataset, deal)
    if sum(one.size or 0 for one in files) > MOST_BYTES:
        raise TooMuch(most=MOST_BYTES)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        names = [Path(one.name or "").name for one in files]
        about = {"deal": deal, "dataset": dataset, "actor": actor, "names": names}
        archive.writestr(_ABOUT, json.dumps(about))
        for number, one in enumerate(files):
            archive.writestr(str(number), one.read())
    ref = sealed_staging.put(packed.getvalue(), deal, at)
    _forget_gone()
    Upload.objects.create(ref=ref, deal=deal, dataset=dataset, actor=actor, files=len(names), at=at)
    return ref


def waiting(actor: Ref, deal: Ref | None = None) -> list[Upload]:
    """What this person brought and nobody decided about, the newest first."""
    found = Upload.objects.filter(actor=actor).order_by("-id")
    found = found.filter(deal=deal) if deal else found
    return [one for one in found[:_MOST_WAITING] if sealed_staging.is_there(one.ref)]


def _forget_gone() -> None:
    """Rows of slips that waited too long and were removed."""
    gone = [
        one.pk for one in Upload.objects.all()[:_AT_ONCE] if not sealed_staging.is_there(one.ref)
    ]
    Upload.objects.filter(pk__in=gone).delete()


def find(ref: str, actor: Ref) -> Delivery:
    """What waits under that name, for who brought it and nobody else.

    Raises:
        NoSuchDelivery
    """
    with _unsealed(ref) as archive:
        found = _about(ref, archive)
    if found.actor != actor:
        raise NoSuchDelivery
    return found


@contextmanager
def files_of(found: Delivery) -> Iterator[tuple[Path, ...]]:
    """The files, plain, in a folder that is only ours and gone when this ends.

    Raises:
        NoSuchDelivery
    """
    with _unsealed(found.ref) as archive, sealed_staging.plain_folder() as folder:
        paths = []
        for number, name in enumerate(found.names):
            path = folder / str(number) / name
            path.parent.mkdir(mode=0o700)
            path.write_bytes(archive.read(str(number)))
            paths.append(path)
        for answer in answers_of(paths):
            if answer.name in archive.namelist():
                answer.write_bytes(archive.read(answer.name))
        yield tuple(paths)


def answers_of(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Where the parser's answer about each of the plain files lies, or may be put."""
    return tuple(path.parent.with_suffix(".answer") for path in paths)


def keep_answers(found: Delivery, paths: Sequence[Path]) -> None:
    """Seal what the parsers answered with the files, for the next who reads them.

    Raises:
        NoSuchDelivery
    """
    answers = [one for one in answers_of(paths) if one.exists()]
    if sum(one.stat().st_size for one in answers) > _MOST_ANSWERED_BYTES:
        return
    with _unsealed(found.ref) as archive:
        added = [one for one in answers if one.name not in archive.namelist()]
        assert archive.fp is not None
        archive.fp.seek(0)
        packed = io.BytesIO(archive.fp.read())
    if not added:
        return
    with zipfile.ZipFile(packed, "a") as archive:
        for one in added:
            archive.writestr(one.name, one.read_bytes())
    sealed_staging.replace(found.ref, packed.getvalue())


def drop(found: Delivery) -> None:
    """It waits no longer."""
    sealed_staging.drop(found.ref)
    Upload.objects.filter(ref=found.ref).delete()


@contextmanager
def _unsealed(ref: str) -> Iterator[zipfile.ZipFile]:
    try:
        content = sealed_staging.get(ref)
    except NoSuchSlip:
        raise NoSuchDelivery from None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield archive


def _about(ref: str, archive: zipfile.ZipFile) -> Delivery:
    told = json.loads(archive.read(_ABOUT))
    return Delivery(
        Ref(ref),
        Ref(told["deal"]),
        Ref(told["dataset"]),
        Ref(told["actor"]),
        tuple(told["names"]),
    )
