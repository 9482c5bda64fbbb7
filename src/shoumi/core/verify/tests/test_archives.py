"""An archive of a dossier, one that is damaged or hides something, and links in a folder."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from shoumi.core.verify.folder import MAX_FILE
from shoumi.core.verify.standalone import read_trust, verify
from shoumi.core.verify.tests.dossier_checks import wrong


def zipped(folder, target, prefix=""):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, prefix + path.relative_to(folder).as_posix())
    return target


@pytest.mark.parametrize("prefix", ["", "dossier-1/"])
def test_an_archive_of_a_dossier_is_a_dossier(folder, tmp_path, trust, prefix):
    report = verify(zipped(folder, tmp_path / "d.zip", prefix), read_trust(trust))
    assert wrong(report) == []


def test_damaged_archives_are_refused_not_raised(folder, tmp_path):
    good = zipped(folder, tmp_path / "d.zip").read_bytes()
    path = tmp_path / "bad.zip"
    path.write_bytes(good[: len(good) // 2])
    assert wrong(verify(path, None)) == [("bad.zip", "the archive is damaged")]
    with zipfile.ZipFile(tmp_path / "d.zip") as archive:
        start = archive.getinfo("papers/nda.pdf").header_offset
    changed = bytearray(good)
    changed[start + 60] ^= 1
    path.write_bytes(changed)
    assert ("papers/nda.pdf", "not a readable regular file") in wrong(verify(path, None))


def test_an_archive_with_one_name_twice_or_none_at_all_is_refused(tmp_path):
    path = tmp_path / "d.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", b"2")
    assert wrong(verify(path, None)) == [("d.zip", "the archive holds one name twice")]
    zipfile.ZipFile(path, "w").close()
    assert wrong(verify(path, None)) == [("MANIFEST.json", "the file is missing")]


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(folder, tmp_path, monkeypatch):
    path = zipped(folder, tmp_path / "d.zip")
    monkeypatch.setattr("shoumi.core.verify.folder.MAX_FILE", 10)
    assert wrong(verify(path, None)) == [("MANIFEST.json", "not a readable regular file")]


def test_an_archive_packed_in_a_way_that_we_never_use_is_not_unpacked(folder, tmp_path):
    path = tmp_path / "d.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.write(folder / "MANIFEST.json", "MANIFEST.json")
    assert wrong(verify(path, None)) == [("MANIFEST.json", "not a readable regular file")]


def test_an_archive_of_a_version_nobody_knows_is_damaged(folder, tmp_path):
    path = zipped(folder, tmp_path / "d.zip")
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 6] = 200
    path.write_bytes(content)
    assert wrong(verify(path, None)) == [("d.zip", "the archive is damaged")]


def test_links_in_a_dossier_are_not_followed(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "papers" / "nda.pdf").rename(elsewhere / "nda.pdf")
    (folder / "papers" / "nda.pdf").symlink_to(elsewhere / "nda.pdf")
    (folder / "more").symlink_to(elsewhere)
    found = wrong(verify(folder, None))
    assert ("papers/nda.pdf", "not a readable regular file") in found
    assert ("more", "the manifest does not list this file") in found


def test_a_file_in_a_folder_that_is_larger_than_any_we_write_is_not_read(folder):
    """It takes no room on the disk and would take all of the memory."""
    with (folder / "papers/nda.pdf").open("r+b") as file:
        file.truncate(MAX_FILE + 1)
    assert ("papers/nda.pdf", "not a readable regular file") in wrong(verify(folder, None))


def test_a_file_that_memory_does_not_hold_is_named_and_nothing_is_raised(folder, monkeypatch):
    real = Path.read_bytes

    def failing(self):
        if self.name == "nda.pdf":
            raise MemoryError
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", failing)
    assert ("papers/nda.pdf", "not a readable regular file") in wrong(verify(folder, None))


_TOLD = ("d.zip", "the archive and its own list do not agree")


def test_every_byte_before_a_content_is_held_against_the_list(folder, tmp_path):
    """A dossier with any bit of any header changed is another than the one that was handed out."""
    path = zipped(folder, tmp_path / "d.zip")
    good = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    for member in (members[0], members[-1]):
        for place in range(30 + len(member.filename)):
            changed = bytearray(good)
            changed[member.header_offset + place] ^= 1 << place % 8
            path.write_bytes(changed)
            assert wrong(verify(path, None)), place


def hidden(folder, path, at):
    """An archive with a file that its list does not name: before, between or after the others."""
    good = zipped(folder, path).read_bytes()
    with zipfile.ZipFile(path) as archive:
        members, end = archive.infolist(), archive.start_dir
    place = {"before": 0, "between": members[1].header_offset, "after": end}[at]
    more = b"PK\3\4" + bytes(26)
    changed = bytearray(good[:place] + more + good[place:])
    if at != "before":
        for member in members:
            if member.header_offset >= place:
                central = changed.index(b"PK\1\2", place)
                while changed[central + 46 :][: len(member.filename)] != member.filename.encode():
                    central = changed.index(b"PK\1\2", central + 1)
                struct.pack_into("<L", changed, central + 42, member.header_offset + len(more))
        struct.pack_into("<L", changed, len(changed) - 6, end + len(more))
    path.write_bytes(changed)
    return path


@pytest.mark.parametrize("at", ["before", "between", "after"])
def test_an_archive_with_a_file_that_its_list_does_not_name_is_refused(folder, tmp_path, at):
    path = hidden(folder, tmp_path / "d.zip", at)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None  # a reader by the list sees nothing
    assert wrong(verify(path, None)) == [_TOLD]


def test_an_archive_whose_list_leads_beyond_its_end_is_damaged(tmp_path):
    path, far = tmp_path / "d.zip", 1 << 20
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"1")
        archive.writestr("b", b"2")
    content = bytearray(path.read_bytes())
    first = content.index(b"PK\1\2")
    second = content.index(b"PK\1\2", first + 1)
    for size in (18, first + 20):
        struct.pack_into("<L", content, size, far)
    struct.pack_into("<L", content, second + 42, 30 + 1 + far)
    path.write_bytes(content)
    assert wrong(verify(path, None)) == [("d.zip", "the archive is damaged")]


class OnlyWritten(io.RawIOBase):
    """A pipe: nothing of what was written can be changed."""

    def __init__(self):
        self.content = bytearray()

    def writable(self):
        return True

    def write(self, some):
        self.content += some
        return len(some)


def test_a_dossier_that_somebody_packed_into_a_pipe_or_with_large_sizes_is_one(
    folder, tmp_path, trust
):
    pipe, path = OnlyWritten(), tmp_path / "d.zip"
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in sorted(each for each in folder.rglob("*") if each.is_file()):
            archive.write(one, one.relative_to(folder).as_posix())
    path.write_bytes(pipe.content)
    assert wrong(verify(path, read_trust(trust))) == []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in sorted(each for each in folder.rglob("*") if each.is_file()):
            with archive.open(one.relative_to(folder).as_posix(), "w", force_zip64=True) as to:
                to.write(one.read_bytes())
    assert wrong(verify(path, read_trust(trust))) == []
