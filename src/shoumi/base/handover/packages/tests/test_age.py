"""What pack_age writes, the stock age command opens, and nobody else can."""

import hashlib
import json
import os
import subprocess

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from shoumi.base.handover.packages import (
    age_fingerprint,
    digest_of,
    how_to_open,
    made,
    open_age,
    pack_age,
)
from shoumi.base.handover.packages.errors import (
    AlreadyThere,
    NoRecipient,
    ReceiptUnfit,
    RecipientRefused,
    WillNotOpen,
)
from shoumi.base.handover.packages.tests.sample_package import (
    AGE_KEY,
    IDENTITY,
    LABEL,
    ROWS,
    SCHEMA,
    VERIFIERS,
)
from shoumi.core.ledger import note


@pytest.fixture
def sealed(tmp_path):
    return pack(tmp_path)


def pack(folder, rows=ROWS, name="one.tar.age", **changes):
    given = {"recipient": AGE_KEY, "label": LABEL, "receipts": {"rcp-1.jsonld": b"{}"}, **changes}
    return pack_age(made(rows, SCHEMA), SCHEMA, out=folder / name, **given)


def test_age_opens_it_and_every_file_is_as_the_manifest_says(tmp_path):
    make = ["age-keygen", "-o", "key.txt"]
    subprocess.run(make, cwd=tmp_path, check=True, capture_output=True)
    told = subprocess.run(
        ["age-keygen", "-y", "key.txt"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    made = pack(tmp_path, recipient=told.stdout)
    for command in ("age -d -i key.txt -o one.tar one.tar.age", "tar -xf one.tar"):
        subprocess.run(command.split(), cwd=tmp_path, check=True)
    manifest = json.loads((tmp_path / "MANIFEST.json").read_bytes())
    assert manifest["rows"] == made.rows == 409
    assert manifest["checkpoint"] == "the checkpoint"
    assert manifest["recipients"] == [hashlib.sha256(told.stdout.strip().encode()).hexdigest()]
    for row in manifest["files"]:
        content = (tmp_path / row["path"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (row["bytes"], row["sha256"])
    signed = note.open_note((tmp_path / "MANIFEST.note").read_bytes(), VERIFIERS)
    summed = hashlib.sha256((tmp_path / "MANIFEST.json").read_bytes()).hexdigest()
    assert signed.text.splitlines() == [
        "shoumi.handover/v1",
        "pack-one",
        "409",
        manifest["recipients"][0],
        summed,
    ]
    assert (tmp_path / "OPEN-ME.txt").read_text("utf-8") == how_to_open()


def test_what_is_sealed_comes_back(sealed):
    opened = open_age(sealed.path.read_bytes(), str(IDENTITY), verifiers=VERIFIERS)
    assert opened.rows() == ROWS
    assert opened.files["receipts/rcp-1.jsonld"] == b"{}"
    assert [file.path for file in sealed.files] == list(opened.files)
    assert (sealed.sha256, sealed.size_bytes) == (
        digest_of(sealed.path),
        sealed.path.stat().st_size,
    )
    assert "样本" not in repr(opened)


def test_every_named_recipient_opens_it_and_nobody_else(tmp_path):
    other, stranger = (pyrage.x25519.Identity.generate() for _ in range(2))
    sealed = pack(tmp_path, recipient=[AGE_KEY, str(other.to_public())]).path.read_bytes()
    assert open_age(sealed, str(other)).rows() == open_age(sealed, str(IDENTITY)).rows()
    for key in (str(stranger), "AGE-SECRET-KEY-1XYZ", ""):
        with pytest.raises(WillNotOpen):
            open_age(sealed, key)


def test_an_ssh_key_is_a_recipient(tmp_path):
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    made = pack(tmp_path, recipient=public.decode())
    (tmp_path / "key").write_bytes(private)
    (tmp_path / "key").chmod(0o600)
    subprocess.run(["age", "-d", "-i", "key", "-o", "tar", made.path], cwd=tmp_path, check=True)


@pytest.mark.parametrize("cut", [1, 100, 20_000])
def test_a_cut_package_opens_nothing(sealed, cut):
    with pytest.raises(WillNotOpen):
        open_age(sealed.path.read_bytes()[:-cut], str(IDENTITY), verifiers=VERIFIERS)


def test_age_gives_nothing_of_a_changed_package(tmp_path, sealed):
    changed = bytearray(sealed.path.read_bytes())
    changed[-5] ^= 1
    (tmp_path / "changed").write_bytes(changed)
    (tmp_path / "key").write_text(str(IDENTITY))
    told = subprocess.run(["age", "-d", "-i", "key", "changed"], cwd=tmp_path, capture_output=True)
    assert told.returncode != 0
    assert told.stdout == b""


def test_a_manifest_signed_by_another_log_is_refused(sealed):
    other = note.Signer("log.example/sample", Ed25519PrivateKey.generate()).verifier()
    with pytest.raises(WillNotOpen):
        open_age(sealed.path.read_bytes(), str(IDENTITY), verifiers=[other])


@pytest.mark.parametrize(
    ("recipient", "refusal"),
    [("", NoRecipient), ([], NoRecipient), ([" "], NoRecipient)]
    + [(bad, RecipientRefused) for bad in ("age1nonsense", "ssh-dss AAAA", str(IDENTITY))],
    ids=["empty", "none", "blank", "nonsense", "dss", "a secret key"],
)
def test_a_bad_recipient_is_refused_before_any_row_is_read(tmp_path, recipient, refusal):
    def untouched():
        raise AssertionError
        yield

    with pytest.raises(refusal) as refused:
        pack(tmp_path, rows=untouched(), recipient=recipient)
    assert refused.value.facts == {}
    assert list(tmp_path.glob("*.age*")) == []


def test_one_key_has_one_fingerprint_however_it_is_written():
    key = str(pyrage.x25519.Identity.generate().to_public())
    assert age_fingerprint(key.upper()) == age_fingerprint(f" {key}\n") == age_fingerprint(key)


def test_a_package_is_never_overwritten(tmp_path, sealed):
    before = sealed.path.read_bytes()
    with pytest.raises(AlreadyThere):
        pack(tmp_path)
    assert sealed.path.read_bytes() == before
    assert [path.name for path in tmp_path.glob("one*")] == ["one.tar.age"]


@pytest.mark.parametrize("name", ["../up", ".hidden", "张三.json", "a/b", "", "x" * 91, "a b"])
def test_a_receipt_is_named_by_a_code(tmp_path, name):
    with pytest.raises(ReceiptUnfit):
        pack(tmp_path, receipts={name: b""})


def test_nothing_is_left_when_a_row_fails(tmp_path):
    def failing():
        yield ROWS[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        pack(tmp_path, rows=failing())
    assert list(tmp_path.glob("*.age*")) == []


def test_only_sealed_bytes_are_written(tmp_path, monkeypatch):
    written = []
    plain_open = os.open

    def noting(path, flags, *rest, **named):
        if flags & (os.O_WRONLY | os.O_RDWR):
            written.append(os.fspath(path))
        return plain_open(path, flags, *rest, **named)

    monkeypatch.setattr(os, "open", noting)
    made = pack(tmp_path)
    assert written == [f"{made.path}.part"]
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert "样本".encode() not in made.path.read_bytes()


def test_many_rows_pass_in_batches(tmp_path):
    rows = ({**ROWS[0], "yearly_amount": number} for number in range(25_001))
    sealed = pack(tmp_path, rows=rows)
    assert sealed.rows == 25_001
    opened = open_age(sealed.path.read_bytes(), str(IDENTITY))
    assert opened.rows()[-1]["yearly_amount"] == 25_000
