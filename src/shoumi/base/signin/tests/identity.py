"""An identity provider on this machine: discovery, keys, codes and tokens, over real TLS."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from shoumi.base.egress.tests.https_server import certified, receiving
from shoumi.base.signin import oidc
from shoumi.base.signin.oidc import Aim
from shoumi.base.signin.tests.people import ADDRESS, NOW, both

NAME = "id.example"
ISSUER = f"https://{NAME}"
CLIENT, SECRET = "shoumi", "s3cret/with:signs"
REDIRECT = "https://localhost/oidc/back"


@cache
def rsa_key(bits=2048):
    return rsa.generate_private_key(65537, bits)


@cache
def ec_key():
    return ec.generate_private_key(ec.SECP256R1())


def public(key, name, algorithm):
    kind = RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else ECAlgorithm
    told = json.loads(kind.to_jwk(key.public_key()))
    return {**told, "kid": name, "use": "sig", "alg": algorithm}


def configure(home, **change):
    """Write ``oidc.toml``."""
    said = {
        "issuer": ISSUER,
        "client_id": CLIENT,
        "client_secret": SECRET,
        "redirect": REDIRECT,
        "name": "公司账号",
        "amr": ["mfa"],
        **change,
    }
    path = home / "oidc.toml"
    path.write_text("\n".join(f"{key} = {json.dumps(value)}" for key, value in said.items()))
    path.chmod(0o600)
    return path


class Identity:
    """``claims`` change what is in the next token, ``header`` what stands before it.

    ``sign`` is ``(key, algorithm, kid)``; ``told`` changes what is published.
    """

    def __init__(self):
        self.person = "employee-1"
        self.claims, self.header, self.told = {}, {}, {}
        self.sign = (rsa_key(), "RS256", "r1")
        self.keys = [
            public(rsa_key(), "r1", "RS256"),
            public(rsa_key(3072), "r2", "RS256"),
            public(ec_key(), "e1", "ES256"),
        ]
        self.codes = {}
        self.make = self.made
        self.status = 200
        self.now = lambda: datetime.now(UTC)
        self.asked = []

    def answer(self, got):
        path = urlsplit(got.path).path
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return self._json(
                {
                    "issuer": ISSUER,
                    "authorization_endpoint": f"{ISSUER}/authorize",
                    "token_endpoint": f"{ISSUER}/token",
                    "jwks_uri": f"{ISSUER}/keys",
                    "code_challenge_methods_supported": ["S256"],
                    "authorization_response_iss_parameter_supported": True,
                    **self.told,
                }
            )
        if path == "/keys":
            return self._json({"keys": self.keys})
        assert path == "/token"
        form = dict(parse_qsl(got.body.decode()))
        named = base64.b64decode(got.headers["authorization"].removeprefix("Basic ")).decode()
        asked = self.codes.pop(form["code"], None)
        challenge = (
            base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
            .decode()
            .rstrip("=")
        )
        if (
            asked is None
            or named != "shoumi:s3cret%2Fwith%3Asigns"
            or asked["code_challenge"] != challenge
            or form["redirect_uri"] != asked["redirect_uri"]
        ):
            return (400, b'{"error": "invalid_grant"}', {})
        token = self.make(self._claims(asked))
        return self._json({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _json(self, told):
        return (self.status, json.dumps(told).encode(), {"Content-Type": "application/json"})

    def _claims(self, asked):
        now = int(self.now().timestamp())
        said = {
            "iss": ISSUER,
            "aud": CLIENT,
            "sub": self.person,
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "amr": ["pwd", "mfa"],
        }
        said |= {k: v(said) if callable(v) else v for k, v in self.claims.items()}
        return {name: value for name, value in said.items() if value is not None}

    def made(self, claims):
        key, algorithm, name = self.sign
        header = {"kid": name, **self.header}
        return jwt.encode(claims, key, algorithm, {k: v for k, v in header.items() if v})

    def visit(self, url):
        """What the browser brings back after the person proved it there."""
        asked = {name: value[0] for name, value in parse_qs(urlsplit(url).query).items()}
        assert url.startswith(f"{ISSUER}/authorize?")
        assert (asked["client_id"], asked["redirect_uri"]) == (CLIENT, REDIRECT)
        assert (asked["response_type"], asked["scope"]) == ("code", "openid")
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": ISSUER}


@contextmanager
def identity():
    """A provider that runs; calls out reach it by ``.ways()``."""
    made = Identity()
    with receiving(made.answer, context=certified(NAME)) as server:
        made.ways = server.ways
        yield made


def come(at, aim=Aim.SIGN_IN, *, session="", begun=None, real_at=NOW, **answered):
    """Away to the provider and back."""
    begun = begun or oidc.begin(aim=aim, session=session, real_at=real_at)
    answer = {**at.visit(begun.url), **answered}
    answer = {name: value for name, value in answer.items() if value is not None}
    return oidc.end(
        cookie=begun.cookie, answer=answer, session=session, address=ADDRESS, **both(real_at)
    )
