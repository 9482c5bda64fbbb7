"""A change after signing is found and named, whatever it is."""

import logging
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from shoumi.base.documents import ca, pades
from shoumi.base.documents.tests.signed_sample import AT, once, paper, root, twice
from shoumi.base.documents.validation import validate


def roots():
    return [root()[1]]


def appended(pdf, change):
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def draw_on_first_page(writer):
    stream = generic.StreamObject(stream_data=b"q 0 0 0 rg 100 700 200 50 re f Q")
    writer.add_stream_to_page(0, writer.add_object(stream))


def annotate(writer):
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Square"),
            generic.pdf_name("/Rect"): generic.ArrayObject(
                [generic.NumberObject(n) for n in (50, 50, 300, 300)]
            ),
        }
    )
    writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))


@pytest.mark.parametrize("change", [draw_on_first_page, annotate])
@pytest.mark.parametrize("signed", [once, twice])
def test_a_change_appended_after_signing_is_named(signed, change):
    changed = appended(signed(), change)
    report = validate(changed, roots())
    assert not report.ok
    assert all(one.intact for one in report.signatures)  # which is why intact decides nothing
    assert not any(one.bottom_line for one in report.signatures)
    assert "disclosing: modified_after_signing" in report.problems


def test_anything_after_the_last_signature_is_named():
    report = validate(twice() + b"\n% note\n", roots())
    assert not report.ok
    assert report.problems == ["receiving: not_whole_file"]


@pytest.mark.long
@pytest.mark.parametrize("place", range(60))
def test_a_flipped_bit_anywhere_is_found(place):
    changed = bytearray(twice())
    changed[place * len(changed) // 60] ^= 1 << (place % 8)
    assert not validate(bytes(changed), roots()).ok


def container(pdf, number):
    """Where the hexadecimal digits of the signature begin."""
    start = -1
    for _ in range(number):
        start = pdf.index(b"/Contents <", start + 1)
    return start + len(b"/Contents <")


@pytest.mark.long
@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("offset", [*range(0, 160, 3), 1500, 2600])
def test_a_flipped_bit_in_a_signature_s_own_bytes_is_found(number, offset):
    changed = bytearray(twice())
    changed[container(twice(), number) + offset] ^= 1
    assert not validate(bytes(changed), roots()).ok


def test_a_signature_turned_into_something_else_is_not_skipped():
    changed = twice().replace(b"/Type /Sig\n", b"/Type /Sih\n")
    report = validate(changed, roots())
    assert not report.ok
    assert "receiving: unsupported" in report.problems


def test_a_stranger_s_root_is_not_trusted():
    key = ca.new_key()
    other = ca.self_signed(key=key, installation="tenant-other", at=AT)
    for given in ([other], []):
        report = validate(twice(), given)
        assert report.problems == ["disclosing: untrusted", "receiving: untrusted"]
        assert not any(one.bottom_line or one.trusted for one in report.signatures)


def test_a_forged_issuer_of_the_same_name_is_not_trusted():
    key = ca.new_key()
    double = ca.self_signed(key=key, installation="tenant-sample", at=AT)
    own = ca.new_key()
    issued = ca.issue(
        root_key=key, root=double, public=own.public_key(), name="赵虚甲", ref="per-x", at=AT
    )
    forged = pades.Identity("per-x", "赵虚甲", own, issued, double)
    signed = pades.sign(paper(), identity=forged, reason="签署", at=AT)
    assert validate(signed, [double]).ok
    assert not validate(signed, roots()).ok


@pytest.mark.parametrize(
    ("moment", "ok"),
    [
        (None, True),
        (datetime(2027, 9, 2, tzinfo=UTC), True),
        (datetime(2030, 1, 1, tzinfo=UTC), False),
        (datetime(2026, 1, 1, tzinfo=UTC), False),
    ],
)
def test_certificates_are_judged_at_the_moment_asked_for(moment, ok):
    assert validate(once(), roots(), moment).ok is ok


def test_roots_may_come_as_pem():
    assert validate(once(), [ca.to_pem(root()[1])]).ok


def test_an_unsigned_paper_is_not_signed():
    report = validate(paper(), roots())
    assert not report.ok
    assert report.problems == ["not_signed"]
    assert report.unsigned == ["disclosing", "receiving"]


@pytest.mark.parametrize("junk", [b"", b"junk", b"%PDF-1.7\n%%EOF", b"%PDF-1.7" + b"\x00" * 500])
def test_what_is_no_pdf_is_unreadable(junk):
    assert validate(junk, roots()).problems == ["unreadable"]


def test_names_do_not_go_into_logs(caplog, capfd):
    caplog.set_level(logging.DEBUG)
    validate(twice(), [], datetime(2040, 1, 1, tzinfo=UTC))
    assert "虚" not in caplog.text
    assert capfd.readouterr().err == ""


def test_validation_runs_without_django():
    probe = (
        "import sys; from shoumi.base.documents.validation import validate;"
        "assert not validate(b'junk', []).ok; assert 'django' not in sys.modules"
    )
    subprocess.run(
        [sys.executable, "-c", probe], check=True, env={"PYTHONPATH": ":".join(sys.path)}
    )
