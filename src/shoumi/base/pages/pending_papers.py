"""A paper of one's own between two pages: brought with a form, sealed, used by the next.

A browser sends a file once.  It waits as a slip, for who brought it and for that deal alone, and
only its name goes through the page.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from shoumi.base.intake import readers
from shoumi.base.intake.memory_files import in_memory
from shoumi.base.jobs import sealed_staging
from shoumi.base.jobs.sealed_staging import NoSuchSlip
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.core.refs import Ref

_CONTENT = "pdf"
FIELD = Field(
    "paper",
    ("自备的 PDF", "A PDF of your own"),
    Kind.FILE,
    (
        "不附就由系统按上面的文字制作。附了就原样收存，内容请自己核对。",
        "Without one it is made of the words above. Yours is kept as it is; check what it says.",
    ),
    is_needed=False,
    hints={"accept": "application/pdf,.pdf"},
)


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """``slip``  under which name it waits for the next page"""

    slip: Ref
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)


def brought(request: PageRequest, deal: Ref, file: UploadedFile[bytes] | None) -> OwnPaper | None:
    """The file that came with the form, else the one that the form before it brought.

    Raises:
        FileRefused: it is no PDF, empty, or too large.
        NoSuchSlip: the one from before waited too long, or is of somebody else.
    """
    if file is None:
        return _waiting(request, deal)
    content = file.read()
    with in_memory(content) as opened:
        readers.outside(opened, file.name or "", "pdf")
    told = {"actor": request.who(), "deal": deal, _CONTENT: b64encode(content).decode()}
    return OwnPaper(sealed_staging.write(told, deal, request.at), content)


def still_waiting(request: PageRequest, deal: Ref) -> OwnPaper | None:
    """The one of the form before, where this form has to be filled in anew."""
    try:
        return _waiting(request, deal)
    except NoSuchSlip:
        return None


def drop(own: OwnPaper) -> None:
    """It waits no longer."""
    sealed_staging.drop(own.slip)


def _waiting(request: PageRequest, deal: Ref) -> OwnPaper | None:
    waits = request.POST.get("slip", "")
    if not waits or request.POST.get("without"):
        return None
    try:
        told = sealed_staging.read(waits)
        is_ours = (told["actor"], told["deal"]) == (request.who(), deal)
        content = b64decode(told[_CONTENT])
    except (ValueError, KeyError, TypeError):  # what waits there is something else
        raise NoSuchSlip from None
    if not is_ours:
        raise NoSuchSlip
    return OwnPaper(Ref(waits), content)
