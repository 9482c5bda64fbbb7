"""A file on its way lies in memory, never in clear on a disk; a request brings only so much."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.test import RequestFactory

from shoumi.doors.tests.visitors import signed_in
from shoumi.doors.web import uploads

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
_CANARY = b"a made-up line nobody may find\n"


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 2**18)
    monkeypatch.setattr(uploads, "AROUND", 2**12)


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """No temporary file is opened by anybody."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def bring(house, content: bytes):
    files = SimpleUploadedFile("客户.csv", content)
    address = f"/deals/{house.deal}/do/intake-bring"
    return signed_in(house.dpo).post(address, {"dataset": "x", "files": files}, secure=True)


def plain_on_disk(*folders) -> list[Path]:
    return [
        path
        for folder in folders
        for path in Path(folder).rglob("*")
        if path.is_file() and _CANARY in path.read_bytes()
    ]


def test_more_than_the_cap_is_refused_in_words_and_leaves_nothing(house, small, nowhere):
    answer = bring(house, _CANARY * 20_000)
    assert answer.status_code == 413
    assert "字节" in answer.content.decode()
    assert not plain_on_disk(nowhere, settings.SHOUMI_HOME)


def test_what_says_nothing_of_its_size_is_let_go_of_at_the_cap(small):
    """Several files that are small one by one, in a request whose length is a lie."""
    request = RequestFactory().post(
        "/", {"files": [SimpleUploadedFile(f"{n}", b"x" * 2**17) for n in range(4)]}
    )
    handler = uploads.InMemory(request)
    handler.handle_raw_input(io.BytesIO(), {}, 10, b"")
    request.upload_handlers = [_Unasked(handler)]
    assert len(request.FILES.getlist("files")) == 2
    assert uploads.is_too_much(request)


class _Unasked(FileUploadHandler):
    """``handler`` without its look at the length that the request gives itself."""

    def __init__(self, handler):
        super().__init__(handler.request)
        self._handler = handler

    def __getattr__(self, name):
        return getattr(self._handler, name)

    def new_file(self, *args, **kwargs):
        return self._handler.new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        return self._handler.receive_data_chunk(raw_data, start)

    def file_complete(self, file_size):
        return self._handler.file_complete(file_size)


def test_far_too_much_is_cut_off_unread(house, small, monkeypatch):
    monkeypatch.setattr(uploads, "_HEARD", 2**19)
    assert bring(house, _CANARY * 40_000).status_code == 413


def test_what_fits_is_held_in_memory_and_nowhere_else(small, nowhere):
    request = RequestFactory().post("/", {"files": SimpleUploadedFile("a.csv", _CANARY * 8_000)})
    (held,) = request.FILES.getlist("files")
    assert isinstance(held, InMemoryUploadedFile)
    assert held.read() == _CANARY * 8_000
    assert not list(nowhere.iterdir())
    assert not uploads.is_too_much(request)
