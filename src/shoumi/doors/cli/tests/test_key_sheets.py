"""``shoumi restore sheets``: five papers of the offline key, on a machine without a home."""

from __future__ import annotations

import pypdfium2
import pyrage

from shoumi.base.copies import recipients


def key_of(tmp_path):
    identity = pyrage.x25519.Identity.generate()
    file = tmp_path / "key.txt"
    file.touch(mode=0o600)
    file.write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    return identity, file


def printed(path):
    """The words, as somebody copies them: each that stands after its number."""
    page = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_bounded().split()
    after = dict(zip(page, page[1:], strict=False))
    return " ".join(after[f"{place}."] for place in range(1, 34))


def test_three_of_the_five_papers_open_what_the_key_opens(empty, yes, tmp_path):
    identity, file = key_of(tmp_path)
    told = yes("restore", "sheets", file, "--into", tmp_path)
    papers = sorted(tmp_path.glob("key-sheet-*.pdf"))
    assert [path.name for path in papers] == told["files"]
    assert len(papers) == 5
    assert {path.stat().st_mode & 0o777 for path in papers} == {0o600}
    words = "\n\n".join(printed(path) for path in papers[1:4])
    assert str(recipients.identity(words)) == str(identity)


def test_papers_that_are_there_are_not_written_over(empty, yes, no, tmp_path):
    _, file = key_of(tmp_path)
    yes("restore", "sheets", file, "--into", tmp_path)
    before = (tmp_path / "key-sheet-1.pdf").read_bytes()
    (tmp_path / "key-sheet-2.pdf").unlink()
    assert "key-sheet-1.pdf" in no("restore", "sheets", file, "--into", tmp_path)
    assert (tmp_path / "key-sheet-1.pdf").read_bytes() == before
    assert not (tmp_path / "key-sheet-2.pdf").exists()


def test_what_is_no_key_is_not_split(empty, no, tmp_path):
    file = tmp_path / "key.txt"
    file.touch(mode=0o600)
    file.write_text("nothing")
    no("restore", "sheets", file, "--into", tmp_path)
    assert not [*tmp_path.glob("*.pdf")]
