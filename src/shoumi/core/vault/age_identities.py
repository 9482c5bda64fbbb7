"""How age writes a secret of X25519: bech32 (BIP-173) in capitals, as ``age-keygen`` does."""

from __future__ import annotations

from collections.abc import Sequence

_PREFIX = "age-secret-key-"
_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_CHECKSUM = 6


def secret_of(identity: str) -> bytes:
    """The 32 bytes that a well-formed identity writes in bech32 (BIP-173)."""
    digits = identity.lower().removeprefix(_PREFIX + "1")[:-_CHECKSUM]
    value = 0
    for digit in digits:
        value = value << 5 | _CHARSET.index(digit)
    spare = len(digits) * 5 % 8
    return (value >> spare).to_bytes(len(digits) * 5 // 8, "big")


def written(secret: bytes) -> str:
    """The identity of 32 bytes."""
    spare = -len(secret) * 8 % 5
    value, count = int.from_bytes(secret, "big") << spare, (len(secret) * 8 + spare) // 5
    digits = [value >> 5 * place & 31 for place in reversed(range(count))]
    head = [*(ord(one) >> 5 for one in _PREFIX), 0, *(ord(one) & 31 for one in _PREFIX)]
    check = _polymod([*head, *digits, *[0] * _CHECKSUM]) ^ 1
    digits += [check >> 5 * place & 31 for place in reversed(range(_CHECKSUM))]
    return f"{_PREFIX}1{''.join(_CHARSET[one] for one in digits)}".upper()


def _polymod(values: Sequence[int]) -> int:
    """The checksum of BIP-173."""
    total = 1
    for value in values:
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for place, taken in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            total ^= taken if top >> place & 1 else 0
    return total
