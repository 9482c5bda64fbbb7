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
from shoumi.core.vault import age_identities

NEED, OF = 3, 5
WORDS = 33  # of 32 bytes: 40 bits of header, 256 of the share, 30 of the checksum, 10 a word
_KNOWN = 4  # letters that tell a word of the list from every other
_WHOLE = {word[:_KNOWN]: word for word in WORDLIST}


def split(identity: pyrage.x25519.Identity) -> list[str]:
    """The words of each of ``OF`` sheets, drawn anew each time."""
    [sheets] = generate_mnemonics(1, [(NEED, OF)], age_identities.secret_of(str(identity)))
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
    return age_identities.written(secret)


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
