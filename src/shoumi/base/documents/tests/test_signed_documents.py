"""Signatures fill fields that were there before, at the time given, and others' tools take them."""

import re
import subprocess
from datetime import timedelta

import pytest

from shoumi.base.documents import ca, pades
from shoumi.base.documents.certificate_names import spelt, unspelt
from shoumi.base.documents.errors import (
    AlreadySigned,
    FieldsAfterSignature,
    NoSuchField,
    NotAPdf,
    UnprintableText,
)
from shoumi.base.documents.pdf import make_pdf
from shoumi.base.documents.signature_fields import Field, empty_fields, prepare
from shoumi.base.documents.tests.samples import SAMPLES
from shoumi.base.documents.tests.signed_sample import AT, LATER, once, paper, person, root, twice
from shoumi.base.documents.validation import validate


def test_each_signature_only_adds_to_the_bytes_before_it():
    assert once().startswith(paper())
    assert twice().startswith(once())
    assert empty_fields(paper()) == ["disclosing", "receiving"]
    assert empty_fields(once()) == ["receiving"]
    assert empty_fields(twice()) == []


def test_both_signatures_stand_and_tell_the_story_s_time():
    report = validate(twice(), [root()[1]])
    assert report.ok
    assert [(one.field, one.signer, one.ref, one.at) for one in report.signatures] == [
        ("disclosing", "赵虚甲", "per-2222222222222222", AT),
        ("receiving", "孙虚丙", "per-2222222222222222", LATER),
    ]
    assert {one.level for one in report.signatures} == {"B-B"}


def test_a_signed_paper_holds_no_time_but_those_given():
    told = set(re.findall(rb"\(D(?::|\\072)(\d{12})", twice()))
    assert told == {b"202609020400", b"202609020605", b"202609020705"}


def test_a_rare_name_is_signed_and_read_back():
    signed = pades.sign(
        paper(), identity=person("孙虚丙𬭚龘"), reason="签署", at=AT, field="receiving"
    )
    report = validate(signed, [root()[1]])
    assert report.ok
    assert report.signatures[0].signer == "孙虚丙𬭚龘"
    assert report.unsigned == ["disclosing"]


@pytest.mark.parametrize("name", ["赵虚甲", "𬭚", "a{U+0041}", "{U+FFFFFF}", "龘𬭚" * 4])
def test_spelling_loses_nothing_a_name_can_hold(name):
    assert unspelt(spelt(name)) == name.replace("{U+0041}", "A")


def test_a_name_longer_than_the_standard_allows_is_cut_at_a_whole_character():
    identity = person("𬭚" * 20)
    assert ca.is_for(identity.certificate, name="𬭚" * 20, key=identity.key, at=AT)
    assert not ca.is_for(identity.certificate, name="别人", key=identity.key, at=AT)
    assert not ca.is_for(identity.certificate, name="𬭚" * 20, key=ca.new_key(), at=AT)
    late = AT + timedelta(days=1200)
    assert not ca.is_for(identity.certificate, name="𬭚" * 20, key=identity.key, at=late)


def test_without_a_field_named_the_first_empty_one_is_filled():
    signed = pades.sign(once(), identity=person("孙虚丙"), reason="签署", at=LATER)
    assert empty_fields(signed) == []
    with pytest.raises(NoSuchField):
        pades.sign(signed, identity=person("孙虚丙"), reason="签署", at=LATER)


@pytest.mark.parametrize(
    ("pdf", "field", "refusal"),
    [
        (once, "disclosing", AlreadySigned),
        (paper, "elsewhere", NoSuchField),
        (lambda: b"%PDF-1.7 not really", None, NotAPdf),
        (lambda: b"", None, NotAPdf),
    ],
)
def test_what_cannot_be_signed_is_refused(pdf, field, refusal):
    with pytest.raises(refusal):
        pades.sign(pdf(), identity=person("赵虚甲"), reason="签署", at=AT, field=field)


def test_a_reason_that_cannot_be_printed_is_refused():
    with pytest.raises(UnprintableText):
        pades.sign(paper(), identity=person("赵虚甲"), reason="🎉", at=AT)


def test_no_field_is_added_after_a_signature():
    with pytest.raises(FieldsAfterSignature):
        prepare(once(), [Field("late", 0, (10, 10, 90, 40))])
    with pytest.raises(NotAPdf):
        prepare(b"junk", [])
    with pytest.raises(NotAPdf):
        empty_fields(b"junk")


def test_a_field_without_a_size_is_signed_without_a_stamp():
    plain = make_pdf("teaser", SAMPLES["teaser"])
    bare = prepare(plain, [Field("quiet", 0, (0, 0, 0, 0))])
    signed = pades.sign(bare, identity=person("赵虚甲"), reason="签署", at=AT)
    assert validate(signed, [root()[1]]).ok
    assert b"/Stamp" not in signed


def test_an_identity_shows_neither_name_nor_key():
    assert repr(person("赵虚甲")) == "Identity(per-2222222222222222)"


def test_pdfsig_finds_both_signatures_valid(tmp_path):
    (tmp_path / "signed.pdf").write_bytes(twice())
    # pdfsig answers 0 whatever it finds, so its words are what counts.  The certificates' issuer
    # is unknown to it: trust is given by importing the root, which is the reader's to do.
    told = subprocess.run(
        ["pdfsig", "signed.pdf"],
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert told.count("Signature Validation: Signature is Valid.") == 2
    assert told.count("ETSI.CAdES.detached") == 2
    assert "Total document signed" in told
    assert "Common Name: 赵虚甲" in told


def test_openssl_verifies_a_signature_against_the_root(tmp_path):
    (found,) = re.finditer(rb"/ByteRange \[([\d ]+)\]", once())
    start, length, resumed, rest = (int(edge) for edge in found[1].split())
    container = bytes.fromhex(once()[start + length + 1 : resumed - 1].decode())
    (tmp_path / "signature.der").write_bytes(container)
    (tmp_path / "content").write_bytes(once()[:length] + once()[resumed : resumed + rest])
    (tmp_path / "root.pem").write_bytes(ca.to_pem(root()[1]))
    command = "openssl cms -verify -binary -inform DER -in signature.der -content content"
    told = subprocess.run(
        [*command.split(), "-CAfile", "root.pem", "-purpose", "any", "-out", "out"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "successful" in told.stderr


def test_the_stamp_shows_name_time_and_that_no_clock_was_asked(tmp_path):
    (tmp_path / "signed.pdf").write_bytes(twice())
    flat = ["pdftocairo", "-pdf", "signed.pdf", "flat.pdf"]
    subprocess.run(flat, cwd=tmp_path, check=True, capture_output=True)
    text = subprocess.run(
        ["pdftotext", "-layout", "flat.pdf", "-"], cwd=tmp_path, check=True, capture_output=True
    ).stdout.decode()
    for shown in (
        "2026-09-02 14:05:07 (UTC+8)",
        "PAdES B-B",
        "无独立时间戳",
        "per-2222222222222222",
    ):
        assert shown in text
