"""Sealing: who leaves, and what must add up."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from shoumi.base.gate.tasks import fields_digest
from shoumi.base.handover import packages, record
from shoumi.base.handover import services as handover
from shoumi.base.handover.packages.errors import ReceiptUnfit, WillNotOpen
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.registry import Agreed
from shoumi.base.vault import keys
from shoumi.doors.tests.handover_house import (
    FIELDS,
    FIVE,
    IDENTITY,
    KEY,
    expected,
    files,
    position_of,
    rows,
    told_of_succession,
    unsealed,
)
from shoumi.doors.tests.house import told, values
from shoumi.doors.tests.test_stored_values import in_the_clear

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.mark.both
def test_who_agreed_leaves_and_nobody_else(handing):
    package = handing.seal(FIVE)
    assert (package.rows, package.consented, package.withdrawn) == (5, 5, 0)
    assert rows(package, handing) == expected(0, 1, 2, 3, 4)


@pytest.mark.both
def test_receipts_go_along_and_stand_in_the_manifest(handing):
    given = {"cons-1.jsonld": b"{}", "cons-1.tlog-proof": b"proof"}
    opened = handing.opened(handing.seal(FIVE, receipts=given))
    assert {name: opened.files[f"receipts/{name}"] for name in given} == given
    listed = {row["path"] for row in opened.manifest["files"]}
    assert {f"receipts/{name}" for name in given} <= listed


@pytest.mark.both
def test_a_receipt_that_names_another_place_seals_nothing(handing):
    given = {"../cons-1.jsonld": b"{}"}
    unsealed(handing, ReceiptUnfit, lambda: handing.seal(FIVE, receipts=given), is_recorded=False)


@pytest.mark.both
def test_who_withdrew_stays(handing):
    handing.withdraw(handing.people[1])
    package = handing.seal(Agreed(5, 1))
    assert rows(package, handing) == expected(0, 2, 3, 4)


@pytest.mark.both
def test_in_a_succession_who_was_reached_moves_the_sealed_archive_too_and_who_objected_stays(house):
    handing = told_of_succession(house)
    package = handing.seal(Agreed(7, 1))
    assert rows(package, handing) == expected(1, 2, 3, 4, 5, 6)


@pytest.mark.both
def test_the_entry_tells_the_counts_and_commits_to_pseudonyms(handing):
    package = handing.seal(FIVE)
    (line,) = told("package.sealed")
    assert (line.about, line.actor, line.deal) == (
        package.ref,
        handing.house.dpo,
        handing.house.deal,
    )
    assert line.facts == {
        "package": package.sha256,
        "recipient": handing.recipient,
        "consented": 5,
        "withdrawn": 0,
        "sent": 5,
        "minors": 0,
        "columns": len(FIELDS),
        "fields": fields_digest(FIELDS).hex(),
        "fingerprint": package.fingerprint,
    }
    written = list(reader.rows(position_of("package.sealed")))
    assert [json.loads(row) for row in written] == [
        {"subject": keys.pseudonym(ref)} for ref in handing.people[:5]
    ]
    bodies = b"".join(entry.body for entry in reader.entries()) + b"".join(written)
    assert not any(ref.encode() in bodies for ref in handing.people)


def test_the_stock_age_command_opens_it_and_the_rows_are_equal(handing, tmp_path):
    package = handing.seal(FIVE)
    key, out = tmp_path / "key.txt", tmp_path / "one.tar"
    key.write_text(f"{IDENTITY}\n")
    sealed = handover.folder() / package.file_name
    command = ["age", "-d", "-i", str(key), "-o", str(out), str(sealed)]
    subprocess.run(command, check=True)
    subprocess.run(["tar", "-xf", str(out), "-C", str(tmp_path)], check=True)
    manifest = json.loads((tmp_path / "MANIFEST.json").read_bytes())
    assert (manifest["rows"], manifest["package"]) == (5, package.ref)
    told_files = {row["path"]: row["bytes"] for row in manifest["files"]}
    assert all((tmp_path / name).stat().st_size == size for name, size in told_files.items())
    (sheet,) = tmp_path.rglob("*.csv")
    assert sheet.read_text("utf-8-sig").count("154") == 5
    assert packages.digest_of(sealed) == package.sha256


def test_an_rsa_recipient_opens_it_with_openssl(handing, tmp_path):
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:3072",
        "-nodes",
        "-subj",
        "/CN=buyer.example",
    ]
    subprocess.run([*made, "-keyout", key, "-out", cert], check=True, capture_output=True)
    package = handing.seal(FIVE, key=cert.read_text())
    assert package.file_name.endswith(".tar.p7m")
    out = tmp_path / "one.tar"
    command = ["openssl", "cms", "-decrypt", "-inform", "DER", "-inkey", key, "-recip", cert]
    sealed = handover.folder() / package.file_name
    subprocess.run([*command, "-in", sealed, "-out", out], check=True)
    subprocess.run(["tar", "-xf", out, "-C", tmp_path], check=True)
    assert json.loads((tmp_path / "MANIFEST.json").read_bytes())["rows"] == 5


def printed(package, handing):
    """The text of the record that its recipient signs."""
    pdf = record.record_of(package, handing.house.buyer, handing.house.at)
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_record_says_the_format_the_fields_and_whose_key_opens_it(handing):
    package = handing.seal(FIVE)
    text = printed(package, handing)
    assert "age v1 (X25519)" in text
    assert all(names.field(code, "zh") in text for code in FIELDS)
    digits = re.sub(r"[^0-9a-f]", "", text)  # broken over lines as the page has room
    assert hashlib.sha256(KEY.encode()).hexdigest() in digits


def test_the_record_of_an_openssl_package_does_not_call_it_age(handing):
    package = handing.seal(FIVE)
    package.file_name = package.file_name.replace(".tar.age", ".tar.p7m")
    text = printed(package, handing)
    assert "RFC 5083" in text
    assert "age v1" not in text


def test_the_record_of_a_package_that_an_earlier_version_sealed_says_what_was_not_kept(handing):
    package = handing.seal(FIVE)
    package.fields, package.fingerprint = [], ""
    assert printed(package, handing).count("封包时没有记下") == 2


def test_nobody_but_the_recipient_opens_it_nor_the_house_itself(handing):
    package = handing.seal(FIVE)
    sealed = (handover.folder() / package.file_name).read_bytes()
    other = packages.package_reader.pyrage.x25519.Identity.generate()
    with pytest.raises(WillNotOpen):
        packages.open_age(sealed, str(other))
    for place in (0, len(sealed) // 2, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(WillNotOpen):
            packages.open_age(bytes(changed), str(IDENTITY))
    with pytest.raises(WillNotOpen):
        packages.open_age(sealed[: len(sealed) // 2], str(IDENTITY))


@pytest.mark.both
def test_no_value_is_in_the_home_in_the_clear(handing, home):
    package = handing.seal(FIVE)
    handing.release(package)
    wanted = [text for n in range(8) for text in values(n).values()]
    assert in_the_clear(wanted) == set()
    forms = [text.encode(code) for text in wanted for code in ("utf-8", "gb18030", "utf-16-le")]
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert handover.folder() / package.file_name in kept
    assert [path for path in kept if any(form in path.read_bytes() for form in forms)] == []


@pytest.mark.both
def test_what_waits_to_be_packed_is_sealed_too_and_has_no_name(handing, monkeypatch):
    monkeypatch.setattr(packages.spool, "PART_BYTES", 64)
    kept, plain = [], packages.spool.Spool.close

    def closed(spool):
        if spool._file is not None:
            where = os.readlink(f"/proc/self/fd/{spool._file.fileno()}")
            spool._file.seek(0)
            kept.append((Path(where).parent, spool._file.read()))
        assert all(one.startswith("pack-") for one in files())
        plain(spool)

    monkeypatch.setattr(packages.spool.Spool, "close", closed)
    package = handing.seal(FIVE)
    assert rows(package, handing) == expected(0, 1, 2, 3, 4)
    assert files() == [package.file_name]
    assert [folder for folder, _ in kept] == [handover.folder()] * 2
    held = b"".join(content for _, content in kept)
    assert len(held) > 64
    assert not any(text.encode() in held for n in range(8) for text in values(n).values())


@pytest.mark.both
def test_a_package_lies_where_only_the_house_reads(handing):
    package = handing.seal(FIVE)
    assert handover.folder().stat().st_mode & 0o777 == 0o700
    assert (handover.folder() / package.file_name).stat().st_mode & 0o777 == 0o600
    assert files() == [package.file_name]
