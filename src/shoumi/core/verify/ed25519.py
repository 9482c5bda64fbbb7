"""Ed25519 verification (RFC 8032 section 5.1.7): by ``cryptography``, else by plain integers.

Points are extended coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.  Nothing here handles
a secret, so nothing needs constant time.
"""

from __future__ import annotations

import hashlib

_P, _L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_BASE = b"\x58" + b"\x66" * 31
_Point = tuple[int, int, int, int]


def _add(a: _Point, b: _Point) -> _Point:
    low, high = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0])
    t, z = 2 * a[3] * b[3] * _D, 2 * a[2] * b[2]
    e, f, g, h = high - low, z - t, z + t, high + low
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(point: _Point, factor: int) -> _Point:
    total: _Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            total = _add(total, point)
        point, factor = _add(point, point), factor >> 1
    return total


def _point(data: bytes) -> _Point:
    """The point of 32 bytes (RFC 8032 section 5.1.3).

    Raises:
        ValueError: they encode no point, or not in its one spelling.
    """
    y, sign = int.from_bytes(data, "little") & (2**255 - 1), data[31] >> 7
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if (x * x - square) % _P or y >= _P or (x == 0 and sign):
        raise ValueError
    x = x if x & 1 == sign else _P - x
    return x, y, 1, x * y % _P


def signed_plainly(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is good, by the code of this file alone."""
    scalar = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or scalar >= _L:
        return False
    try:
        x, y, _, t = _point(public)
    except ValueError:
        return False
    hashed = hashlib.sha512(signature[:32] + public + message).digest()
    minus = (_P - x, y, 1, _P - t)
    against = _times(minus, int.from_bytes(hashed, "little") % _L)
    x, y, z, _ = _add(_times(_point(_BASE), scalar), against)
    inverse = pow(z, _P - 2, _P)
    encoded = y * inverse % _P | (x * inverse % _P & 1) << 255
    return encoded.to_bytes(32, "little") == signature[:32]


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return signed_plainly(public, message, signature)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True
