"""A package is checked whole before any of it is given out; counts must add up."""

import io
import tarfile
import tempfile
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest

from shoumi.base.handover.packages import (
    Reconciliation,
    archive,
    check_age,
    contents,
    is_receipt_for,
    manifest,
    open_age,
    reconcile,
    spool,
)
from shoumi.base.handover.packages.errors import NotReconciled, WillNotOpen
from shoumi.base.handover.packages.tests.sample_package import (
    AGE_KEY,
    AT,
    IDENTITY,
    LABEL,
    ROWS,
    SCHEMA,
    VERIFIERS,
)


def files(rows=ROWS[:3]):
    packed = written(rows)
    found = manifest.files(
        packed,
        schema=SCHEMA,
        label=LABEL,
        fingerprints=["f" * 64],
        receipts={"rcp-1.jsonld": b"{}"},
    )
    plain = {path: spool.whole(content) for path, content in found.items()}
    packed.close()
    return plain


def written(rows):
    return contents.write(contents.made(rows, SCHEMA), SCHEMA, Path(tempfile.gettempdir()))


def seal(plain):
    return pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(AGE_KEY)])


def whole(sealed, verifiers=None):
    return open_age(sealed, str(IDENTITY), verifiers=verifiers).manifest


def passing(sealed, verifiers=None):
    return check_age(io.BytesIO(sealed), str(IDENTITY), verifiers=verifiers)


IN_BOTH_WAYS = pytest.mark.parametrize("check", [whole, passing])


def told(check, changed, verifiers=VERIFIERS):
    return check(seal(b"".join(archive.chunks(changed, AT))), verifiers)


@IN_BOTH_WAYS
def test_what_was_packed_passes(check):
    assert told(check, files())["rows"] == 3
    assert told(check, files(), verifiers=None)["rows"] == 3


def test_both_ways_say_the_same_of_a_large_package():
    made = files(ROWS * 300)
    assert told(whole, made) == told(passing, made)
    assert told(whole, made)["rows"] == len(ROWS) * 300


def test_what_passes_is_not_kept_but_for_what_was_wanted():
    made, kept = files(ROWS * 30), archive.Passing(("MANIFEST.json",))
    plain = b"".join(archive.chunks(made, AT))
    for size in (1, 511, 512, 513, 100_000):
        kept = archive.Passing(("MANIFEST.json",))
        for start in range(0, len(plain), size):
            kept.write(plain[start : start + size])
        kept.end()
        assert kept.kept == {"MANIFEST.json": made["MANIFEST.json"]}
        assert kept.there == {
            path: (len(content), sha256(content).hexdigest()) for path, content in made.items()
        }


@IN_BOTH_WAYS
def test_another_key_or_changed_bytes_do_not_open(check):
    sealed = seal(b"".join(archive.chunks(files(), AT)))
    last = bytes([sealed[-1] ^ 1])
    for changed in (sealed[:-1], sealed[: len(sealed) // 2], b"", sealed[:-1] + last):
        with pytest.raises(WillNotOpen):
            check(changed)
    stranger = pyrage.x25519.Identity.generate()
    with pytest.raises(WillNotOpen):
        check_age(io.BytesIO(sealed), str(stranger))
    with pytest.raises(WillNotOpen):
        check_age(io.BytesIO(sealed), "no key")


@pytest.mark.parametrize("end", [0, 100, 512, 700, 1_024])
def test_an_archive_that_stops_anywhere_has_not_passed(end):
    plain = b"".join(archive.chunks({"a": b"x" * 600}, AT))
    cut = archive.Passing(())
    cut.write(plain[:end])
    with pytest.raises(WillNotOpen):
        cut.end()


def swap_data():
    return {**files(), "data.csv": files(ROWS[:2])["data.csv"]}


def drop_receipt():
    return {path: content for path, content in files().items() if path != "receipts/rcp-1.jsonld"}


def add_file():
    return {**files(), "extra.txt": b"!"}


def another_manifest():
    return {**files(ROWS[:2]), "MANIFEST.note": files()["MANIFEST.note"]}


def padded_manifest():
    made = files()
    return {**made, "MANIFEST.json": made["MANIFEST.json"] + b"\n"}


def no_manifest():
    return {path: content for path, content in files().items() if path != "MANIFEST.json"}


def no_json():
    return {**files(), "MANIFEST.json": b"[]"}


def no_note():
    return {**files(), "MANIFEST.note": b"\xff"}


def own_manifest(**changes):
    """All in order, and signed, but the table is not one, or has other rows."""
    made = written(ROWS[:3])
    return manifest.files(
        contents.Contents(**{"parquet": made.parquet, "csv": made.csv, "rows": 3, **changes}),
        schema=SCHEMA,
        label=LABEL,
        fingerprints=[],
        receipts={},
    )


@pytest.mark.parametrize("verifiers", [VERIFIERS, None])
@pytest.mark.parametrize(
    "change",
    [
        swap_data,
        drop_receipt,
        add_file,
        another_manifest,
        padded_manifest,
        no_manifest,
        no_json,
        no_note,
        lambda: own_manifest(parquet=b"no table"),
        lambda: own_manifest(rows=4),
    ],
)
@IN_BOTH_WAYS
def test_anything_else_than_what_was_signed_is_refused(check, change, verifiers):
    with pytest.raises(WillNotOpen):
        told(check, change(), verifiers)


def entry(name, kind=tarfile.REGTYPE):
    made = tarfile.TarInfo(name)
    made.type = kind
    return made.tobuf(tarfile.USTAR_FORMAT)


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"junk",
        entry("a", tarfile.SYMTYPE) + bytes(1024),
        entry("a", tarfile.DIRTYPE) + bytes(1024),
        entry("a") + entry("a") + bytes(1024),
    ],
)
@IN_BOTH_WAYS
def test_an_archive_of_anything_but_single_files_is_refused(check, plain):
    with pytest.raises(WillNotOpen):
        check(seal(plain))


def test_the_archive_s_size_is_known_beforehand():
    made = {"a": b"x" * 511, "b": b"", "c": b"y" * 512, "d": b"z" * 300_000}
    plain = b"".join(archive.chunks(made, AT))
    assert len(plain) == archive.size(made)
    assert archive.read(plain) == made
    assert io.BufferedReader(archive.Reader(archive.chunks(made, AT))).read() == plain


def test_412_consents_less_3_withdrawals_are_409():
    assert reconcile(sent=409, consented=412, withdrawn=3) == Reconciliation(412, 3, 409)


@pytest.mark.parametrize(
    ("sent", "consented", "withdrawn"),
    [(412, 412, 3), (408, 412, 3), (410, 412, 3), (0, 3, 4), (-1, 2, 3), (5, 3, -2)],
)
def test_a_count_that_does_not_add_up_is_refused_with_every_number(sent, consented, withdrawn):
    with pytest.raises(NotReconciled) as refused:
        reconcile(sent=sent, consented=consented, withdrawn=withdrawn)
    assert refused.value.facts == {
        "sent": sent,
        "consented": consented,
        "withdrawn": withdrawn,
        "expected": consented - withdrawn,
    }


@pytest.mark.parametrize(
    ("told", "equal"),
    [
        ("ab" * 32, True),
        ("AB" * 32, True),
        (" ".join(["ab"] * 32) + "\r\n", True),
        (":".join(["AB"] * 32), True),
        ("ab" * 31 + "ac", False),
        ("", False),
        ("哈希", False),
    ],
)
def test_a_receipt_names_the_digest_however_it_was_copied(told, equal):
    assert is_receipt_for("ab" * 32, told) is equal


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("a", 0),
        ("receipts/consent-con-0123456789abcdef.tlog-proof", 3_177),
        ("n" * 100, 511),
        ("folder/" + "n" * 99, 512),
        ("收据/回执.jsonld", 7),
        ("big", 8**11 - 1),
    ],
    ids=["empty", "receipt", "longest name", "name in two parts", "Chinese name", "largest"],
)
def test_a_heading_is_the_one_that_tarfile_makes(path, size):
    entry = tarfile.TarInfo(path)
    entry.size, entry.mode, entry.mtime = size, 0o600, int(AT.timestamp())
    assert archive._headings(int(AT.timestamp()))(path, size) == entry.tobuf(tarfile.USTAR_FORMAT)
