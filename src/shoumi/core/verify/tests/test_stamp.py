"""RFC 3161 stamps over a checkpoint, made by openssl's authority."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from hashlib import sha256

import pytest
from cryptography import x509

from shoumi.core.verify import certificates, stamp
from shoumi.core.verify.report import Bad, Report
from shoumi.core.verify.stamp import check_stamp, der
from shoumi.core.verify.tests import evidence

CHECKPOINT = evidence.checkpoint([evidence.leaf(each) for each in evidence.bodies()])
CONFIG = """
[tsa]
default_tsa = here
[here]
serial = ./serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = $ENV::ESS
[stamps]
extendedKeyUsage = critical,timeStamping
[mail]
extendedKeyUsage = critical,emailProtection
[ca]
basicConstraints = critical,CA:TRUE
[noca]
basicConstraints = critical,CA:FALSE
[req]
distinguished_name = dn
[dn]
"""
NEW = {"rsa": "rsa:2048", "ec": "ec -pkeyopt ec_paramgen_curve:P-256", "ed": "ed25519"}


def run(folder, command, ess="sha256"):
    made = subprocess.run(
        ["openssl", *command.split()],
        cwd=folder,
        capture_output=True,
        check=False,
        env={"ESS": ess, "PATH": "/usr/bin:/bin"},
    )
    assert made.returncode == 0, made.stderr.decode()
    return made.stdout


def issue(folder, name, *, by=None, extensions, key="rsa", days=3650):
    signing = f"-CA {by}.pem -CAkey {by}.key" if by else ""
    run(
        folder,
        f"req -x509 -newkey {NEW[key]} -nodes -days {days} -config tsa.cnf -keyout {name}.key"
        f" -out {name}.pem -subj /CN={name} -extensions {extensions} {signing}",
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("tsa")
    (place / "tsa.cnf").write_text(CONFIG)
    (place / "serial").write_text("01\n")
    (place / "data").write_bytes(CHECKPOINT)
    issue(place, "root", extensions="ca")
    issue(place, "other", extensions="ca")
    issue(place, "middle", by="root", extensions="ca")
    issue(place, "fake", by="root", extensions="noca")
    issue(place, "tsa", by="root", extensions="stamps")
    issue(place, "ec", by="root", extensions="stamps", key="ec")
    issue(place, "below", by="middle", extensions="stamps")
    issue(place, "faked", by="fake", extensions="stamps")
    issue(place, "old", by="root", extensions="stamps", days=1)
    return place


def stamped(folder, name="tsa", *, flag="-cert", digest="sha256", chain="", ess="sha256"):
    run(folder, f"ts -query -data data -{digest} {flag} -out query.tsq")
    made = f"ts -reply -config tsa.cnf -queryfile query.tsq -signer {name}.pem -inkey {name}.key"
    run(folder, f"{made} {chain} -out answer.tsr", ess)
    return (folder / "answer.tsr").read_bytes()


def roots(folder, *names):
    return [(folder / f"{name}.pem").read_bytes() for name in names]


def checked(answer, trusted=(), of=CHECKPOINT):
    report = Report("dossier")
    check_stamp(report, answer, of=of, roots=trusted, place="here")
    return report


def doubts(report):
    return [row["detail"] for row in report.not_checked]


@pytest.mark.parametrize("trusted", ["root", "tsa"])
def test_a_stamp_whose_authority_is_trusted_is_confirmed_with_its_time(folder, trusted):
    report = checked(stamped(folder), roots(folder, trusted))
    assert doubts(report) == []
    assert report.confirmed[0]["check"] == "timestamp"
    assert report.confirmed[0]["place"].startswith("here, 20")
    run(folder, "ts -verify -data data -in answer.tsr -CAfile root.pem")


@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
@pytest.mark.parametrize("ess", ["sha1", "sha256", "sha512"])
@pytest.mark.parametrize("name", ["tsa", "ec"])
def test_every_digest_and_key_of_openssl_is_understood(folder, digest, ess, name):
    answer = stamped(folder, name, digest=digest, ess=ess)
    assert doubts(checked(answer, roots(folder, "root"))) == []


def test_a_stamp_without_its_certificate_is_checked_with_the_trusted_one(folder):
    answer = stamped(folder, flag="-no_nonce")
    assert doubts(checked(answer, roots(folder, "tsa"))) == []
    doubt = ["no certificate of the time-stamp's signer"]
    assert doubts(checked(answer, roots(folder, "root"))) == doubt


def test_a_signer_below_another_authority_is_led_to_the_root(folder):
    answer = stamped(folder, "below", chain="-chain middle.pem")
    assert doubts(checked(answer, roots(folder, "root"))) == []


NO_ROOT = ["the time-stamp's signer leads to no root you trust"]


def test_who_leads_to_no_root_is_told(folder):
    assert doubts(checked(stamped(folder))) == NO_ROOT
    assert doubts(checked(stamped(folder), roots(folder, "other"))) == NO_ROOT
    faked = stamped(folder, "faked", chain="-chain fake.pem")
    assert doubts(checked(faked, roots(folder, "root"))) == NO_ROOT


def test_a_chain_that_is_too_long_or_out_of_date_leads_nowhere(folder, monkeypatch):
    below = stamped(folder, "below", chain="-chain middle.pem")
    monkeypatch.setattr(certificates, "_DEPTH", 0)
    assert doubts(checked(below, roots(folder, "root"))) == NO_ROOT
    monkeypatch.undo()
    monkeypatch.setattr("shoumi.core.verify.stamp._moment", lambda time: later(folder))
    assert doubts(checked(stamped(folder, "old"), roots(folder, "root"))) == NO_ROOT


def later(folder):
    return x509.load_pem_x509_certificate((folder / "tsa.pem").read_bytes()).not_valid_after_utc


def test_a_key_that_is_not_made_for_stamps_is_refused(folder, monkeypatch):
    # What openssl would not sign with: a certificate without the extension.
    plain = x509.load_pem_x509_certificate((folder / "root.pem").read_bytes())
    without = certificates._extension(plain, x509.ExtendedKeyUsage)
    assert without is None
    monkeypatch.setattr(certificates, "_extension", lambda certificate, kind: without)
    with pytest.raises(Bad, match="signature is wrong"):
        checked(stamped(folder), roots(folder, "root"))


def test_a_stamp_of_other_bytes_is_refused(folder):
    with pytest.raises(Bad, match="not of this checkpoint"):
        checked(stamped(folder), of=CHECKPOINT + b"x")


def test_a_refusal_of_the_authority_is_no_stamp(folder):
    refused = bytes.fromhex("30053003020102")
    with pytest.raises(Bad, match="refused by its authority"):
        checked(refused)


# The library warns of certificates it would rather not read; flipped bits make some.
@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
def test_no_flipped_bit_leaves_a_stamp_confirmed(folder):
    answer, trusted = stamped(folder), roots(folder, "root")
    _, signed = stamp._read(answer, CHECKPOINT)
    certificate = signed.certificates[0]
    relied_on = set()
    for part in (sha256(CHECKPOINT).digest(), signed.text[1:], signed.signature, certificate):
        relied_on |= set(range(answer.index(part), answer.index(part) + len(part)))
    confirmed = set()
    for place in range(len(answer)):
        altered = bytearray(answer)
        altered[place] ^= 1 << place % 8
        with suppress(Bad):
            if not checked(bytes(altered), trusted).not_checked:
                confirmed.add(place)
    # The wrapping around what is signed may be spelled otherwise; the manifest binds every byte.
    assert not confirmed & relied_on
    assert len(confirmed) < len(answer) // 10


def test_every_shorter_answer_is_refused(folder):
    answer = stamped(folder)
    for length in range(len(answer)):
        with pytest.raises(Bad):
            checked(answer[:length])


def test_without_the_library_the_imprint_is_checked_and_that_is_said(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography.x509", None)
    monkeypatch.delattr("cryptography.x509", raising=False)
    report = checked(stamped(folder), roots(folder, "root"))
    assert doubts(report) == ["no library to check the time-stamp's signature with"]
    with pytest.raises(Bad, match="not of this checkpoint"):
        checked(stamped(folder), of=b"")


def test_a_signature_of_an_unknown_kind_is_told(folder, monkeypatch):
    monkeypatch.setattr(certificates, "_PSS", bytes.fromhex("2a864886f70d010101"))
    doubt = ["a kind of signature this verifier does not know"]
    assert doubts(checked(stamped(folder), roots(folder, "root"))) == doubt


def test_a_broken_certificate_is_damage(folder):
    with pytest.raises(Bad, match="damaged"):
        checked(
            stamped(folder), [b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
        )


@pytest.mark.parametrize("data", ["30850000000000", "30820005aa", "3105aabbccddee", "3001aabb"])
def test_damaged_der_is_refused(data):
    with pytest.raises(Bad, match="damaged"):
        checked(bytes.fromhex(data))
    with pytest.raises(ValueError, match=r"^$"):
        der(bytes.fromhex(data), 0x30)
