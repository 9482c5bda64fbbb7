"""Receipt codes as people copy them: Crockford's Base32 in groups of four.

A code is 120 bits, so 24 symbols.  There is no I, L, O or U among them, either case will do, and
none begins with a sign that a spreadsheet takes for a formula.  Earlier versions wrote the same
bits as 20 characters of base64url (RFC 4648, 5); codes that people were given so stay good, and
what is stored of a code is made over that form.

https://www.crockford.com/base32.html
"""

from __future__ import annotations

import re
import unicodedata
from base64 import b32decode, b32encode, urlsafe_b64encode

BYTES = 15
_GROUP = 4
_SYMBOLS = 24
_RFC4648, _CROCKFORD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WRITTEN = str.maketrans(_RFC4648, _CROCKFORD)
# What is read for another symbol is that symbol (Crockford); both go back in one step.
_READ = str.maketrans(_CROCKFORD + "OIL", _RFC4648 + "ABB")
_EARLIER = re.compile(r"[A-Za-z0-9_-]{20}")
_CODE = re.compile(rf"[{_CROCKFORD}OIL]{{{_SYMBOLS}}}")
# Between the groups people put what their keyboard has: dashes of any length, blanks, dots.
_BETWEEN = frozenset({"Pd", "Pc", "Zs", "Cc", "Cf"})
_MARKS = frozenset(".·•−")


def written(bits: bytes) -> str:
    """The code of 15 bytes, as it is printed: ``XXXX-XXXX-XXXX-XXXX-XXXX-XXXX``.

    Raises:
        ValueError: there are more bytes, or fewer.
    """
    if len(bits) != BYTES:
        raise ValueError(f"a receipt code is made of {BYTES} bytes")
    plain = b32encode(bits).decode("ascii").translate(_WRITTEN)
    return "-".join(plain[at : at + _GROUP] for at in range(0, _SYMBOLS, _GROUP))


def canonical(code: str) -> str:
    """What all ways of writing one code have in common; what is no code comes back without
    blanks.  Never raises."""
    typed = unicodedata.normalize("NFKC", code)
    solid = "".join(sign for sign in typed if unicodedata.category(sign) not in {"Zs", "Cc", "Cf"})
    if _EARLIER.fullmatch(solid):
        return solid
    plain = "".join(sign for sign in solid if not _is_between(sign)).upper()
    if not _CODE.fullmatch(plain):
        return solid
    return urlsafe_b64encode(b32decode(plain.translate(_READ))).decode("ascii")


def _is_between(sign: str) -> bool:
    return sign in _MARKS or unicodedata.category(sign) in _BETWEEN
