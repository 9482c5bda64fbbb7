"""Tokens that are not the provider's, or say something else, let nobody in."""

from __future__ import annotations

import base64
import hmac
import json
from hashlib import sha256

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from shoumi.base.signin import provider, rules
from shoumi.base.signin.errors import (
    NotLetIn,
)
from shoumi.base.signin.events import By
from shoumi.base.signin.models import Session
from shoumi.base.signin.tests.identity import (
    CLIENT,
    ISSUER,
    come,
    ec_key,
    public,
    rsa_key,
)
from shoumi.base.signin.tests.people import (
    NOW,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def _none(claims):
    return jwt.encode(claims, None, "none", {"kid": "r1"})


def _by_public_key(claims):
    """HS256 with what everybody knows as the secret: the classic confusion."""
    pem = rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    parts = [{"alg": "HS256", "kid": "r1", "typ": "JWT"}, claims]
    text = b".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts
    )
    mac = base64.urlsafe_b64encode(hmac.digest(pem, text, sha256)).rstrip(b"=")
    return (text + b"." + mac).decode()


def _flipped(claims):
    token = jwt.encode(claims, rsa_key(), "RS256", {"kid": "r1"})
    head, body, seal = token.split(".")
    told = json.loads(base64.urlsafe_b64decode(body + "=="))
    told["sub"] = "employee-1"
    other = base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
    return f"{head}.{other}.{seal}"


def _short(claims):
    """As PyJWT itself would not sign it any more."""
    parts = [{"alg": "RS256", "kid": "r1"}, claims]
    text = b".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts
    )
    seal = base64.urlsafe_b64encode(rsa_key(1024).sign(text, PKCS1v15(), SHA256()))
    return (text + b"." + seal.rstrip(b"=")).decode()


def _signed_by(key, algorithm, name, **header):
    named = {"kid": name, **header} if name else header
    return lambda claims: jwt.encode(claims, key, algorithm, named)


FORGED = {
    "no signature": _none,
    "a public key as secret": _by_public_key,
    "changed": lambda claims: _flipped({**claims, "sub": "employee-2"}),
    "another key of the same name": _signed_by(
        rsa.generate_private_key(65537, 2048), "RS256", "r1"
    ),
    "a key of another algorithm": _signed_by(rsa_key(), "PS256", "r1"),
    "an algorithm that is not taken": _signed_by(rsa_key(), "RS512", "r1"),
    "an unknown kid": _signed_by(rsa_key(), "RS256", "r9"),
    "no kid among two keys": _signed_by(rsa_key(), "RS256", None),
    "a critical header": _signed_by(rsa_key(), "RS256", "r1", crit=["b64"], b64=True),
    "too long": lambda claims: jwt.encode(
        {**claims, "x": "x" * 20_000}, rsa_key(), "RS256", {"kid": "r1"}
    ),
    "no token": lambda claims: "a.b",
    "not ASCII": lambda claims: "令.牌.一",
    "empty": lambda claims: "",
    "no text": lambda claims: 7,
}


@pytest.mark.parametrize("make", FORGED.values(), ids=FORGED.keys())
def test_a_token_that_is_not_the_providers_lets_nobody_in(bound, make):
    bound.make = make
    with pytest.raises(NotLetIn):
        come(bound)
    assert not Session.objects.filter(by=By.PROVIDER).exists()
    bound.make = bound.made
    assert come(bound).token


def test_an_algorithm_that_is_not_listed_is_not_taken_whatever_its_key_would_do(bound):
    provider._CACHE.__init__()
    bound.keys = [{**public(rsa_key(), "r1", "RS512"), "alg": "RS512"}]
    bound.sign = (rsa_key(), "RS512", "r1")
    with pytest.raises(NotLetIn):
        come(bound)


def test_without_a_kid_there_has_to_be_one_key_that_fits(bound):
    provider._CACHE.__init__()
    bound.sign = (rsa_key(), "RS256", "")
    bound.keys = [public(rsa_key(), "r1", "RS256"), public(ec_key(), "e1", "ES256")]
    assert come(bound).token


STAMP = int(NOW.timestamp())
WRONG = {
    "iss": "https://id.example.evil.example",
    "iss with a slash": ("iss", f"{ISSUER}/"),
    "no iss": ("iss", None),
    "aud": "another",
    "aud of none": ("aud", []),
    "aud in pieces": ("aud", ["sho", "umi"]),
    "aud of two without azp": ("aud", [CLIENT, "another"]),
    "no aud": ("aud", None),
    "azp": "another",
    "nonce": "another",
    "no nonce": ("nonce", None),
    "nonce as a list": ("nonce", lambda said: [said["nonce"]]),
    "expired": ("exp", STAMP - 61),
    "no exp": ("exp", None),
    "exp as text": ("exp", str(STAMP + 300)),
    "exp as a truth": ("exp", True),
    "issued later": ("iat", STAMP + 62),
    "issued long ago": ("iat", STAMP - 700),
    "not yet": ("nbf", STAMP + 62),
    "auth_time": STAMP - int(rules.PROVIDER_VALID.total_seconds()) - 62,
    "auth_time to come": ("auth_time", STAMP + 62),
    "no auth_time": ("auth_time", None),
    "one factor": ("amr", ["pwd"]),
    "no amr": ("amr", None),
    "amr as text": ("amr", "mfa"),
    "sub": "",
    "no sub": ("sub", None),
    "sub as a number": ("sub", 1),
    "sub too long": ("sub", "e" * 256),
}


@pytest.mark.parametrize(
    ("claim", "value"),
    [said if isinstance(said, tuple) else (name, said) for name, said in WRONG.items()],
    ids=WRONG.keys(),
)
def test_a_token_that_says_something_else_lets_nobody_in(bound, claim, value):
    bound.claims = {claim: value}
    with pytest.raises(NotLetIn):
        come(bound)


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": [CLIENT]},
        {"aud": [CLIENT, "another"], "azp": CLIENT},
        {"azp": CLIENT},
        {"exp": STAMP - 59},
        {"iat": STAMP + 59},
        {"auth_time": STAMP - 11 * 3600},
    ],
)
def test_what_the_standard_lets_pass_passes(bound, claims):
    bound.claims = claims
    assert come(bound).token


def test_every_algorithm_that_is_taken_is_taken_with_its_key_alone(bound):
    bound.keys = [*bound.keys, public(rsa_key(), "p1", "PS256")]
    for key, algorithm, name in ((ec_key(), "ES256", "e1"), (rsa_key(), "PS256", "p1")):
        provider._CACHE.__init__()
        bound.sign = (key, algorithm, name)
        assert come(bound).token


@pytest.mark.parametrize(
    "key",
    [
        lambda: public(rsa_key(1024), "r1", "RS256"),
        lambda: {**public(rsa_key(), "r1", "RS256"), "use": "enc"},
        lambda: {"kty": "oct", "k": "c2VjcmV0", "kid": "r1", "alg": "RS256"},
        lambda: {"kty": "RSA", "kid": "r1"},
        lambda: public(ec.generate_private_key(ec.SECP384R1()), "r1", "ES256"),
    ],
    ids=["too short", "for encryption", "a secret", "no key", "another curve"],
)
def test_a_key_that_does_not_fit_is_none(bound, key):
    provider._CACHE.__init__()
    bound.keys = [key()]
    is_short = len(bound.keys[0].get("n", "")) == 172
    bound.make = _short if is_short else bound.made
    with pytest.raises(NotLetIn):
        come(bound)


def test_a_new_key_is_found_and_an_unknown_one_asked_for_once_a_minute(bound, monkeypatch):
    come(bound)
    fresh = rsa.generate_private_key(65537, 2048)
    bound.keys = [public(fresh, "r3", "RS256")]
    bound.sign = (fresh, "RS256", "r3")
    asked = bound.asked.count("/keys")
    with pytest.raises(NotLetIn):
        come(bound)
    assert bound.asked.count("/keys") == asked  # asked a moment ago
    monkeypatch.setattr(provider, "AGAIN_SECONDS", 0.0)
    assert come(bound).token
    assert bound.asked.count("/keys") == asked + 1
