"""What pack_cms writes, openssl cms -decrypt opens."""

import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from shoumi.base.handover.packages import encryption, made, open_cms, pack_cms
from shoumi.base.handover.packages.errors import (
    NoRecipient,
    RecipientRefused,
    TooLarge,
    WillNotOpen,
)
from shoumi.base.handover.packages.tests.sample_package import LABEL, ROWS, SCHEMA, VERIFIERS, rsa


def public(key, encoding=Encoding.PEM):
    return key.public_key().public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo)


def certificate(folder, key):
    write_key(folder, key)
    command = "openssl req -x509 -new -key key.pem -subj /CN=recipient -days 30 -out cert.pem"
    subprocess.run(command.split(), cwd=folder, check=True)
    return (folder / "cert.pem").read_bytes()


def write_key(folder, key):
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(pem)


def pack(folder, recipient, rows=ROWS):
    return pack_cms(made(rows, SCHEMA), SCHEMA, recipient, folder / "one.tar.p7m", label=LABEL)


@pytest.mark.parametrize("how", ["certificate", "pem", "der", "two"])
def test_openssl_opens_it(tmp_path, how):
    key = rsa()
    write_key(tmp_path, key)
    given = {
        "certificate": lambda: certificate(tmp_path, key),
        "pem": lambda: public(key),
        "der": lambda: public(key, Encoding.DER),
        "two": lambda: [public(rsa(4096)), certificate(tmp_path, key)],
    }[how]()
    sealed = pack(tmp_path, given)
    command = "openssl cms -decrypt -inform DER -binary -in one.tar.p7m -inkey key.pem -out one.tar"
    named = [*command.split(), *(["-recip", "cert.pem"] if how in ("certificate", "two") else [])]
    subprocess.run(named, cwd=tmp_path, check=True)
    told = subprocess.run(["tar", "-tf", "one.tar"], cwd=tmp_path, check=True, capture_output=True)
    assert b"MANIFEST.json\nMANIFEST.note\ndata.parquet\ndata.csv\n" in told.stdout
    opened = open_cms(sealed.path.read_bytes(), key, verifiers=VERIFIERS)
    assert opened.rows() == ROWS
    assert opened.manifest["recipients"] == list(sealed.fingerprints)


def test_a_certificate_and_its_bare_key_have_one_fingerprint(tmp_path):
    one = pack(tmp_path, certificate(tmp_path, rsa())).fingerprints
    (tmp_path / "one.tar.p7m").unlink()
    assert pack(tmp_path, public(rsa())).fingerprints == one


def test_openssl_names_the_algorithms(tmp_path):
    pack(tmp_path, public(rsa()))
    command = "openssl cms -cmsout -print -inform DER -in one.tar.p7m"
    told = subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True, text=True)
    for said in ("id-smime-ct-authEnvelopedData", "rsaesOaep", "aes-256-gcm", "sha256", "mgf1"):
        assert said in told.stdout


def test_openssl_refuses_a_changed_package(tmp_path):
    write_key(tmp_path, rsa())
    path = pack(tmp_path, public(rsa())).path
    changed = bytearray(path.read_bytes())
    changed[len(changed) // 2] ^= 1
    path.write_bytes(changed)
    command = "openssl cms -decrypt -inform DER -binary -in one.tar.p7m -inkey key.pem -out one.tar"
    told = subprocess.run(command.split(), cwd=tmp_path, capture_output=True)
    assert told.returncode != 0


@pytest.mark.parametrize("junk", [b"", b"junk", b"0\x03\x02\x01\x01", b"0\x80" + b"\x00" * 90])
def test_what_is_no_package_does_not_open(junk):
    with pytest.raises(WillNotOpen):
        open_cms(junk, rsa())


def test_another_key_does_not_open_it(tmp_path):
    sealed = pack(tmp_path, public(rsa())).path.read_bytes()
    with pytest.raises(WillNotOpen):
        open_cms(sealed, rsa(4096))


def test_weak_and_unreadable_keys_are_refused(tmp_path):
    curve = ec.generate_private_key(ec.SECP256R1())
    for given in (public(rsa(2048)), public(curve), b"junk", b"-----BEGIN NOTHING-----\n"):
        with pytest.raises(RecipientRefused):
            pack(tmp_path, given)
    with pytest.raises(RecipientRefused):
        pack(tmp_path, certificate(tmp_path, rsa(2048)))
    with pytest.raises(NoRecipient):
        pack(tmp_path, [])


def test_what_is_too_large_for_memory_is_sent_to_age(tmp_path, monkeypatch):
    monkeypatch.setattr(encryption, "MAX_CMS_BYTES", 1 << 14)
    with pytest.raises(TooLarge):
        pack(tmp_path, public(rsa()))
    assert list(tmp_path.glob("one*")) == []
