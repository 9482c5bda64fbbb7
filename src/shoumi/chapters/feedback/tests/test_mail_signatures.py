"""A signature of a mail counts where the house checks it with the key of the sender's domain."""

from __future__ import annotations

import base64
from functools import cache
from hashlib import sha256

import dkim
import pytest
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import rsa
from dkim.canonicalization import CanonicalizationPolicy
from dkim.crypto import parse_pem_private_key

from shoumi.chapters.feedback.rules.mail_origin import Genuine
from shoumi.chapters.feedback.services import mail_intake, mail_signatures
from shoumi.chapters.feedback.services.mail_account import Account
from shoumi.chapters.feedback.services.mail_intake import Fetched
from shoumi.chapters.feedback.tests.feedback_house import AT

WU = "wu@people.example"
NAME = "s1._domainkey.people.example."
BITS = 2048
HEADS = [b"From", b"To", b"Subject", b"Date"]
MAIL = (
    b"From: Wu <wu@people.example>\r\nTo: privacy@house.example\r\nSubject: my data\r\n"
    b"Date: Thu, 24 Sep 2026 10:00:00 +0800\r\nMessage-ID: <1@people.example>\r\n\r\n"
    b"Please delete all you have of me.\r\n"
)


@cache
def key(bits):
    """The private key as it signs, and what its domain publishes."""
    made = rsa.generate_private_key(65537, bits)
    private = made.private_bytes(
        forms.Encoding.PEM, forms.PrivateFormat.TraditionalOpenSSL, forms.NoEncryption()
    )
    public = made.public_key().public_bytes(
        forms.Encoding.DER, forms.PublicFormat.SubjectPublicKeyInfo
    )
    return private, b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


def signed(mail=MAIL, domain=b"people.example", bits=BITS, heads=HEADS, **more):
    return dkim.sign(mail, b"s1", domain, key(bits)[0], include_headers=heads, **more) + mail


def dns(record=None, name=NAME):
    told = key(BITS)[1] if record is None else record
    return lambda asked: told if asked == name else None


def holds(content, sender=WU, lookup=None):
    return mail_signatures.is_signed(content, sender, lookup or dns())


def test_what_the_senders_domain_signed_is_known_to_be_its_own():
    assert holds(signed())
    assert holds(signed().replace(b"\r\n", b"\n")), "as a server may hand it over"
    own = dns(name="s1._domainkey.people.example.")
    of_office = signed(MAIL.replace(b"@people.example>", b"@office.people.example>", 1))
    assert holds(of_office, "wu@office.people.example", own), "a domain signs for those below it"


@pytest.mark.parametrize(
    "change",
    [
        lambda mail: mail.replace(b"delete all", b"keep all"),
        lambda mail: mail.replace(b"Subject: my data", b"Subject: mine"),
        lambda mail: mail.replace(b"Wu <wu@", b"Li <li@"),
        lambda mail: b"From: li@people.example\r\n" + mail,
        lambda mail: mail + b"And pay me.\r\n",
        lambda mail: MAIL,
        lambda mail: mail.replace(b"a=rsa-sha256", b"a=rsa-sha1"),
        lambda mail: mail.replace(b"bh=", b"bh=!"),
        lambda mail: b"\x00" + mail,
        lambda mail: mail.partition(b"\r\n\r\n")[0],
    ],
)
def test_what_was_changed_after_it_was_signed_is_not_verified(change):
    assert not holds(change(signed()))


def test_a_signature_of_another_domain_says_nothing_of_the_sender():
    forged = signed(domain=b"evil.example")
    assert not holds(forged, lookup=dns(name="s1._domainkey.evil.example."))
    above = signed(domain=b"example")
    assert not holds(above, lookup=dns(name="s1._domainkey.example.")), "nobody signs for all of it"
    # Below a signature of somebody else's the sender's own is found.
    both = (
        dkim.sign(signed(), b"x", b"evil.example", key(BITS)[0], include_headers=HEADS) + signed()
    )
    assert holds(both)


@pytest.mark.parametrize(
    "record",
    [b"", b"v=DKIM1; p=", b"v=DKIM1; k=rsa; p=AAAA", b"nothing", b"v=DKIM2; p=AAAA"],
)
def test_without_a_key_of_that_domain_nothing_is_verified(record):
    assert not holds(signed(), lookup=dns(record))


def test_without_dns_and_by_a_key_on_trial_nothing_is_verified():
    assert not holds(signed(), lookup=lambda name: None)
    assert not holds(signed(), lookup=dns(key(BITS)[1] + b"; t=y:s"))


def test_a_signature_of_a_part_of_the_mail_is_none():
    part = signed(length=True)
    assert b"l=" in part.partition(b"From:")[0]
    assert not holds(part)


def test_a_signature_that_leaves_the_sender_out_is_none():
    """The library makes none such by itself, and takes it."""
    body = MAIL.partition(b"\r\n\r\n")[2]
    fields = [
        (b"v", b"1"), (b"a", b"rsa-sha256"), (b"c", b"relaxed/simple"), (b"d", b"people.example"),
        (b"s", b"s1"), (b"h", b"to : subject"), (b"bh", base64.b64encode(sha256(body).digest())),
        (b"b", b"0" * 60),
    ]  # fmt: skip
    policy = CanonicalizationPolicy.from_c_value(b"relaxed/simple")
    private = parse_pem_private_key(key(BITS)[0])
    signer = dkim.DKIM(MAIL)
    signer.hasher = sha256
    made = b"DKIM-Signature: " + signer.gen_header(
        fields, [b"to", b"subject"], policy, b"DKIM-Signature", private, standardize=False
    )
    assert dkim.verify(made + MAIL, dnsfunc=lambda name, timeout: key(BITS)[1])
    assert not holds(made + MAIL)


def test_the_sender_is_the_one_whose_head_was_signed():
    assert not holds(signed(), "li@people.example")


def test_a_key_that_can_be_broken_verifies_nothing(monkeypatch):
    assert holds(signed(bits=1024), lookup=dns(key(1024)[1])), "the least of RFC 8301"
    monkeypatch.setattr(mail_signatures, "LEAST_KEY", 1025)
    assert not holds(signed(bits=1024), lookup=dns(key(1024)[1]))


def test_many_signatures_and_endless_heads_are_not_looked_at():
    other = signed(domain=b"evil.example").removesuffix(MAIL)
    assert not holds(other * mail_signatures.MOST_SIGNATURES + signed())
    assert not holds(b"X-A: " + b"a" * mail_signatures.MOST_HEAD + b"\r\n" + signed())


@pytest.fixture
def judged(monkeypatch):
    """What the house finds of a mail; whoever it asks of the DNS is kept."""
    asked = []

    def lookup(name):
        asked.append(name)
        return dns()(name)

    real = mail_signatures.is_signed
    by = lambda content, sender: real(content, sender, lookup)  # noqa: E731
    monkeypatch.setattr(mail_intake.mail_signatures, "is_signed", by)

    def judge(content, **account):
        found = Fetched("box", 1, 1, len(content), AT, content)
        own = Account(None, "privacy@house.example", **{"asks_dns": True, **account})
        parsed = mail_intake.mails.parsed(content)
        head = mail_intake.Letterhead(parsed.sender, parsed.subject, False, parsed.heads)
        return mail_intake._genuine(found, parsed, head, own), asked

    return judge


def test_a_forged_finding_in_the_mail_verifies_nobody(judged):
    forged = b"Authentication-Results: mx.house.example; dkim=pass header.d=people.example\r\n"
    passed = b"Authentication-Results: other.example; dmarc=pass\r\n"
    for content in (forged + MAIL, passed + MAIL, forged + passed + MAIL):
        assert judged(content)[0] is Genuine.UNKNOWN
        assert judged(content, server="mx.house.example")[0] is Genuine.UNKNOWN
    assert judged(forged + signed())[0] is Genuine.SIGNED


def test_our_own_server_comes_first_and_nobody_is_asked_then(judged):
    refused = b"Authentication-Results: mx.house.example; dmarc=fail\r\n"
    found, asked = judged(refused + signed(), server="mx.house.example")
    assert (found, asked) == (Genuine.NO, [])


def test_a_house_that_does_not_ask_the_dns_verifies_no_signature_and_asks_nobody(judged):
    assert judged(signed(), asks_dns=False) == (Genuine.UNKNOWN, [])


def test_two_senders_are_held_to_be_forged_though_one_of_them_signed(judged):
    found, asked = judged(signed(b"From: li@people.example\r\n" + MAIL))
    assert (found, asked) == (Genuine.NO, [])
