"""Every text that differs from a given one in one bit."""

from __future__ import annotations

import pytest


def flipped(content: bytes):
    for place in range(len(content)):
        for bit in range(8):
            altered = bytearray(content)
            altered[place] ^= 1 << bit
            yield bytes(altered)


def refuse_every_bit(content, read, *refusals):
    """See ``read`` raise one of ``refusals`` for every flipped bit; how many there were."""
    bits = 0
    for altered in flipped(content):
        with pytest.raises(refusals):
            read(altered)
        bits += 1
    return bits
