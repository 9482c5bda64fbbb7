"""Is this identity token of our provider, for us, for this very sign-in, fresh, and of two factors?

OpenID Connect Core 1.0, 3.1.3.7.  Signatures by PyJWT, with the algorithms that are listed here
and a key that fits the algorithm; everything else is looked at here, by the time that is handed in.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from shoumi.base.signin import provider as providers
from shoumi.base.signin.errors import NotLetIn
from shoumi.base.signin.provider import Provider

ALGORITHMS = ("RS256", "ES256", "PS256")
MAX_TOKEN = 16_384
SKEW = timedelta(seconds=60)
OLDEST = timedelta(minutes=10)  # since it was issued
MIN_RSA_BITS = 2048
_MAX_SUBJECT = 255  # OpenID Connect Core 1.0, 2


def subject(
    token: str, provider: Provider, *, nonce: str, signed_in_since: datetime, real_at: datetime
) -> str:
    """The ``sub`` of a token that holds.

    ``signed_in_since``  the person proved it to the provider not before this

    Raises:
        NotLetIn: anything is wrong; what it is nobody is told.
        ProviderSilent
    """
    claims = _signed(token, provider)
    now = real_at.timestamp()
    skew = SKEW.total_seconds()
    expires, issued = _moment(claims, "exp"), _moment(claims, "iat")
    proved = _moment(claims, "auth_time")
    holds = (
        claims.get("iss") == provider.issuer
        and _is_for(claims, provider.client_id)
        and hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode())
        and now < expires + skew
        and now - OLDEST.total_seconds() - skew <= issued <= now + skew
        and _moment(claims, "nbf", issued) <= now + skew
        and signed_in_since.timestamp() - skew <= proved <= now + skew
        and _has_two_factors(claims, provider)
    )
    found = claims.get("sub")
    if not holds or not isinstance(found, str) or not 0 < len(found) <= _MAX_SUBJECT:
        raise NotLetIn
    return found


def _signed(token: str, provider: Provider) -> Mapping[str, Any]:
    try:
        if len(token) > MAX_TOKEN or not token.isascii():
            raise NotLetIn
        header = jwt.get_unverified_header(token)
        algorithm, name = header.get("alg"), header.get("kid", "")
        if algorithm not in ALGORITHMS or "crit" in header or not isinstance(name, str):
            raise NotLetIn
        fitting = [
            key
            for one in providers.keys(provider, name)
            if one.get("use", "sig") == "sig" and one.get("alg", algorithm) == algorithm
            if (key := _key(one, algorithm)) is not None
        ]
        # Without a name there has to be one key alone (10.1).
        if len(fitting) != 1:
            raise NotLetIn
        claims: Mapping[str, Any] = jwt.decode(
            token,
            fitting[0],
            algorithms=[algorithm],
            # Looked at here, by the time that is handed in.
            options={
                "verify_signature": True,
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
                "verify_aud": False,
                "verify_iss": False,
                "verify_sub": False,
            },
        )
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
        raise NotLetIn from None
    return claims


def _key(told: Mapping[str, Any], algorithm: str) -> RSAPublicKey | EllipticCurvePublicKey | None:
    """The public key, where it is of the kind that the algorithm takes; never a shared secret."""
    try:
        found = jwt.PyJWK(dict(told), algorithm).key
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    if algorithm == "ES256":
        is_fit = isinstance(found, EllipticCurvePublicKey) and isinstance(found.curve, SECP256R1)
    else:
        is_fit = isinstance(found, RSAPublicKey) and found.key_size >= MIN_RSA_BITS
    return found if is_fit else None


def _moment(claims: Mapping[str, Any], name: str, default: float | None = None) -> float:
    found = claims.get(name, default)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise NotLetIn
    return float(found)


def _is_for(claims: Mapping[str, Any], client: str) -> bool:
    """For us; where it is for others too, it has to say that it was given to us."""
    told = claims.get("aud")
    audience = [told] if isinstance(told, str) else told
    if not isinstance(audience, list) or client not in audience:
        return False
    party = claims.get("azp")
    return party == client if len(audience) > 1 or party is not None else True


def _has_two_factors(claims: Mapping[str, Any], provider: Provider) -> bool:
    methods = claims.get("amr", [])
    told = {one for one in methods if isinstance(one, str)} if isinstance(methods, list) else set()
    level = claims.get("acr")
    return bool(told & provider.amr) or (isinstance(level, str) and level in provider.acr)
