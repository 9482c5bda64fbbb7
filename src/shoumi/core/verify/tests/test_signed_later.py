"""A paper that somebody signs after it left is told as that, and nothing else that was added is."""

from __future__ import annotations

import pytest

from shoumi.core.verify.embedded_proof import CHANGED, MARK, SIGNED_LATER, signed_later
from shoumi.core.verify.standalone import read_trust, verify
from shoumi.core.verify.tests.dossier_checks import wrong
from shoumi.core.verify.tests.small_pdf import pdf, proven

HEAD = b"9 0 obj\n<</Type/Sig/ByteRange[0 %010d %010d %010d]/Contents "
HELD, TAIL = b"<" + b"0f" * 16 + b">", b">>\nendobj\nstartxref\n0\n%%EOF\n"


def signed(content, *, start=None, more=0, held=HELD):
    """``content`` and behind it a signature of every byte but its own: ``start`` is where it says
    that its own begin, ``more`` how many bytes it counts too many."""
    begins = len(content) + len(HEAD % (0, 0, 0)) if start is None else start
    ends = begins + len(held)
    whole = len(content) + len(HEAD % (0, 0, 0)) + len(held) + len(TAIL)
    return content + HEAD % (begins, ends, whole - ends + more) + held + TAIL


@pytest.fixture
def seen(tmp_path, trust):
    def verified(content):
        path = tmp_path / "paper.pdf"
        path.write_bytes(content)
        return verify(path, read_trust(trust))

    return verified


def test_what_left_is_proven_and_the_signature_is_not_judged(seen):
    report = seen(signed(proven()))
    assert (report.verdict, report.anchored, wrong(report)) == ("undecided", True, [])
    assert {row["check"] for row in report.checks} == {"proof", "document", "checkpoint"}
    assert SIGNED_LATER in {row["detail"] for row in report.not_checked}
    later = signed_later(signed(proven()))
    assert (later.parted.original, later.size) == (pdf(), len(proven()))


def test_a_second_signature_over_the_first_is_one_too(seen):
    assert seen(signed(signed(proven()))).verdict == "undecided"


@pytest.mark.parametrize(
    "content",
    [
        signed(proven()) + b"% a note\n",
        signed(proven(), more=1),
        signed(proven(), more=-1),
        signed(proven(), start=100),
        signed(proven(), held=b"[" + b"0f" * 16 + b"]"),
        signed(proven()[:-1]),
        signed(proven().replace(b"%PDF", b"%FDP")),
        signed(proven().replace(b"<shoumi:bytes>", b"<shoumi:bytes>1")),
        signed(proven().replace(b"<shoumi:bytes>%d<" % len(pdf()), b"<shoumi:bytes>10<")),
        signed(proven().replace(b"</shoumi:bytes>", b"</shoumi:octets>")),
    ],
    ids=[
        "a note behind it",
        "counts too much",
        "counts too little",
        "its own bytes lie in the paper",
        "no signature between",
        "the end of the proof is cut off",
        "the paper was changed",
        "of more bytes than there are",
        "of a part of the paper",
        "the proof is described otherwise",
    ],
)
def test_what_else_was_added_or_changed_breaks_the_paper(seen, content):
    assert signed_later(content) is None
    assert wrong(seen(content)) == [("paper.pdf", CHANGED)]


def test_a_paper_without_a_proof_is_none_that_was_signed_later():
    content = signed(pdf())
    assert MARK not in content
    assert signed_later(content) is None
