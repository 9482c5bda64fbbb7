"""The offline key of copies on printed sheets: any three of five put it together (SLIP-0039).

A sheet is 33 words of SLIP-0039's list, each known by its first four letters, with a checksum of
its own.  Two sheets say nothing of the key.  What is split are the 32 bytes of an age identity.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyrage
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share
from shamir_mnemonic.wordlist import WORDLIST

from shoumi.base.copies.errors import (
    SheetLength,
    SheetMisread,
    SheetsApart,
    SheetsTooFew,
    WordUnknown,
)

NEED, OF = 3, 5
WORDS = 33  # of 32 bytes: 40 bits of header, 256 of the share, 30 of the checksum, 10 a word
_KNOWN = 4  # letters that tell a word of the list from every other
_WHOLE = {word[:_KNOWN]: word for word in WORDLIST}
_PREFIX = "age-secret-key-"
_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_CHECKSUM = 6


def split(identity: pyrage.x25519.Identity) -> list[str]:
    """The words of each of ``OF`` sheets, drawn anew each time."""
    [sheets] = generate_mnemonics(1, [(NEED, OF)], _bytes_of(str(identity)))
    return list(sheets)


def are_words(text: str) -> bool:
    """Whether most of it are words of sheets, as of no other file."""
    words = [word for sheet in _sheets(text) for word in sheet]
    known = sum(_WHOLE.get(word[:_KNOWN], "").startswith(word) for word in words)
    return len(words) >= WORDS // 2 and known * 2 > len(words)


def joined(text: str) -> str:
    """The identity that the words of ``NEED`` sheets are of, as ``age-keygen`` writes it.

    ``text``  a sheet a paragraph, or the next sheet right after 33 words; numbers, full stops and
              letters after the fourth of a word do not count

    Raises:
        SheetLength, WordUnknown, SheetMisread: of one of them.
        SheetsTooFew
        SheetsApart: they are of different keys, or of one that was split twice.
    """
    read = [_read(number, words) for number, words in enumerate(_sheets(text), 1)]
    once = {one.index: one for one in read}
    if len({one.identifier for one in read}) > 1:
        raise SheetsApart
    if len(once) < NEED:
        raise SheetsTooFew(have=len(once), need=NEED)
    try:
        secret = combine_mnemonics([one.mnemonic() for one in [*once.values()][:NEED]])
    except MnemonicError:
        raise SheetsApart from None
    return _identity_of(secret)


def _sheets(text: str) -> list[list[str]]:
    """Words by sheet, each at most 33."""
    found: list[list[str]] = []
    for paragraph in re.split(r"\n\s*\n", text.lower()):
        words = re.findall(r"[a-z]+", re.sub(r"(?m)^\s*#.*$", "", paragraph))
        found += [words[start : start + WORDS] for start in range(0, len(words), WORDS)]
    return found


def _read(number: int, words: Sequence[str]) -> Share:
    if len(words) != WORDS:
        raise SheetLength(sheet=number, words=len(words), wanted=WORDS)
    whole = [_WHOLE.get(word[:_KNOWN], "") for word in words]
    for place, (word, known) in enumerate(zip(words, whole, strict=True), 1):
        if not known.startswith(word):
            raise WordUnknown(sheet=number, place=place)
    try:
        return Share.from_mnemonic(" ".join(whole))
    except MnemonicError:
        raise SheetMisread(sheet=number) from None


def _bytes_of(identity: str) -> bytes:
    """The 32 bytes that a well-formed identity writes in bech32 (BIP-173)."""
    digits = identity.lower().removeprefix(_PREFIX + "1")[:-_CHECKSUM]
    value = 0
    for digit in digits:
        value = value << 5 | _CHARSET.index(digit)
    spare = len(digits) * 5 % 8
    return (value >> spare).to_bytes(len(digits) * 5 // 8, "big")


def _identity_of(secret: bytes) -> str:
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
