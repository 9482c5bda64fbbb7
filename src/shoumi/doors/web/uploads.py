"""What is uploaded stays in memory, and one request brings no more than a cap.

A file on the way must never lie in clear on a disk, least of all one that is refused.  What says it
is larger is not read; what turns out to be larger is let go of at the cap.
"""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

from shoumi.base.intake.pending_uploads import MOST_BYTES

# Fields and boundaries around the files.
AROUND = 2**20
# So much more is read and thrown away, so that the browser hears the answer; then it is cut off.
_HEARD = 2**28
_MARK = "shoumi_too_much"


class InMemory(FileUploadHandler):
    """The one upload handler: all files of a request together hold ``MOST_BYTES`` at most."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._so_far = 0
        self._parts = io.BytesIO()
        self._is_far_too_much = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 - Django calls it so
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """By what the request says of itself."""
        self._is_far_too_much = content_length > _HEARD
        if content_length > MOST_BYTES + AROUND:
            setattr(self.request, _MARK, True)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._parts = io.BytesIO()
        if self.request is not None and is_too_much(self.request):
            self._refuse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._so_far += len(raw_data)
        if self._so_far > MOST_BYTES:
            setattr(self.request, _MARK, True)
            self._refuse()
        self._parts.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._parts.seek(0)
        return InMemoryUploadedFile(
            file=self._parts,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def _refuse(self) -> None:
        """Keep nothing.  Fields that come after the files still count: a form's token may."""
        self._parts = io.BytesIO()
        if self._is_far_too_much:
            raise StopUpload(connection_reset=True)
        raise SkipFile


def read(request: HttpRequest) -> bool:
    """Take the files in, and say whether they were let go of."""
    len(request.FILES)
    return is_too_much(request)


def is_too_much(request: HttpRequest) -> bool:
    """Whether files of this request were let go of."""
    return getattr(request, _MARK, False) is True
