"""A passkey in software, with a switch for each thing a device may do wrong."""

from __future__ import annotations

import json
import os
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

FLAG = AuthenticatorData.FLAG
ORIGIN = "https://shoumi.example"
HOST = "shoumi.example"


class Device:
    """One credential.  ``counts``: whether it has a counter; ``eligible``: may be backed up."""

    def __init__(self, *, counts=True, eligible=False):
        self.key = generate_private_key(SECP256R1())
        self.id = os.urandom(32)
        self.handle = b""
        self.counter = 0 if not counts else 1
        self.counts, self.eligible = counts, eligible

    def make(self, begun, *, origin=ORIGIN, host=HOST, verified=True, challenge=None, **said):
        """The answer to ``navigator.credentials.create``."""
        asked = begun.options["publicKey"]
        self.handle = websafe_decode(asked["user"]["id"])
        data = AttestedCredentialData.create(
            Aaguid.NONE, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        auth = self._auth(host, verified, bytes(data))
        client = self._client(
            "webauthn.create", challenge or asked["challenge"], origin, said.get("cross", False)
        )
        attested = AttestationObject.create("none", auth, {})
        return self._answer(
            clientDataJSON=websafe_encode(client), attestationObject=websafe_encode(attested)
        )

    def sign(
        self,
        begun,
        *,
        origin=ORIGIN,
        host=HOST,
        verified=True,
        challenge=None,
        kind="webauthn.get",
        handle=None,
        cross=False,
        key=None,
    ):
        """The answer to ``navigator.credentials.get``."""
        asked = begun.options["publicKey"]
        if self.counts:
            self.counter += 1
        auth = self._auth(host, verified)
        client = self._client(kind, challenge or asked["challenge"], origin, cross)
        signed = (key or self.key).sign(auth + sha256(client).digest(), ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=websafe_encode(client),
            authenticatorData=websafe_encode(auth),
            signature=websafe_encode(signed),
            userHandle=websafe_encode(self.handle if handle is None else handle),
        )

    def _auth(self, host, verified, attested=b""):
        flags = FLAG.UP
        for flag, is_set in (
            (FLAG.UV, verified),
            (FLAG.BE, self.eligible),
            (FLAG.BS, self.eligible),
            (FLAG.AT, bool(attested)),
        ):
            flags |= flag if is_set else 0
        return AuthenticatorData.create(
            sha256(host.encode()).digest(), flags, self.counter, attested
        )

    @staticmethod
    def _client(kind, challenge, origin, cross):
        told = {"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": cross}
        return json.dumps(told).encode()

    def _answer(self, **response):
        named = websafe_encode(self.id)
        return {"id": named, "rawId": named, "type": "public-key", "response": response}
