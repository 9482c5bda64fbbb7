"""Each signer has a key and a certificate of their own, made on first use and kept."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from shoumi.base.documents import ca, signatures
from shoumi.base.documents.errors import CertificateOutOfDate, TimestampFailed
from shoumi.base.documents.models import Certificate
from shoumi.base.documents.signed_documents import people_sign
from shoumi.base.documents.tests.signed_sample import AT, paper
from shoumi.base.documents.validation import validate
from shoumi.base.ledger import reader
from shoumi.base.vault import signing_keys as vault
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
ANNA, BERT = Ref("per-anna"), Ref("per-bert")


@pytest.mark.both
def test_two_people_sign_and_a_stranger_checks_with_the_root_alone(keyring):
    one = people_sign(paper(), ANNA, "赵虚甲", "保密协议 NDA", "disclosing", AT)
    two = people_sign(one, BERT, "孙虚丙", "保密协议 NDA", None, AT + timedelta(hours=1))
    report = validate(two, [signatures.root_pem(at=AT)])
    assert report.ok
    assert [one.ref for one in report.signatures] == [ANNA, BERT]
    told = b"".join(entry.body for entry in reader.entries())
    assert told.count(b'"document.root_made"') == 1
    assert told.count(b'"document.signer_certified"') == 2
    assert "赵".encode() not in told


def test_the_root_stays_the_same(keyring):
    assert signatures.root(at=AT) == signatures.root(at=AT + timedelta(days=3000))
    pem = signatures.root_pem(at=AT)
    assert pem.startswith(b"-----BEGIN CERTIFICATE-----")
    told = x509.load_pem_x509_certificate(pem).fingerprint(hashes.SHA256()).hex()
    assert ca.fingerprint(signatures.root(at=AT)) == told


def test_a_signer_keeps_key_and_certificate_for_the_year(keyring):
    first = signatures.identity(ref=ANNA, name="赵虚甲", at=AT)
    again = signatures.identity(ref=ANNA, name="赵虚甲", at=AT + timedelta(days=30))
    next_year = signatures.identity(ref=ANNA, name="赵虚甲", at=AT + timedelta(days=200))
    assert first.certificate == again.certificate
    assert first.certificate != next_year.certificate
    assert first.key.private_numbers() != next_year.key.private_numbers()
    assert first.key.private_numbers() == vault.private_key("per-anna.2026").private_numbers()


def test_a_new_name_gets_a_new_certificate_for_the_same_key(keyring):
    first = signatures.identity(ref=ANNA, name="赵虚甲", at=AT)
    renamed = signatures.identity(ref=ANNA, name="赵样本", at=AT)
    assert first.key.private_numbers() == renamed.key.private_numbers()
    assert first.certificate != renamed.certificate
    assert signatures.identity(ref=ANNA, name="赵虚甲", at=AT).certificate == first.certificate


def test_the_year_turns_in_china(keyring):
    signatures.identity(ref=ANNA, name="赵虚甲", at=datetime(2026, 12, 31, 16, 0, tzinfo=UTC))
    assert Certificate.objects.filter(name="per-anna.2027").exists()


@pytest.mark.both
def test_a_root_whose_certificate_was_lost_half_way_is_made_again_with_its_key(keyring):
    signatures.root(at=AT)
    Certificate.objects.all().delete()
    signed = people_sign(paper(), ANNA, "赵虚甲", "签署", None, AT)
    assert validate(signed, [signatures.root(at=AT)]).ok


@pytest.mark.parametrize("days", [-2, 365 * 20])
def test_outside_the_root_s_time_nothing_is_signed(keyring, days):
    signatures.root(at=AT)
    with pytest.raises(CertificateOutOfDate):
        people_sign(paper(), ANNA, "赵虚甲", "签署", None, AT + timedelta(days=days))


def test_an_authority_in_the_environment_is_used_or_nothing_is_signed(keyring, monkeypatch):
    monkeypatch.setenv("SHOUMI_TSA_URL", "http://127.0.0.1:9/")
    with pytest.raises(TimestampFailed):
        people_sign(paper(), ANNA, "赵虚甲", "签署", None, AT)
