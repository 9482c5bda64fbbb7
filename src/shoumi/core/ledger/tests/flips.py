"""Every text that differs from a given one in one bit."""

from __future__ import annotations


def flipped(content: bytes):
    for place in range(len(content)):
        for bit in range(8):
            altered = bytearray(content)
            altered[place] ^= 1 << bit
            yield bytes(altered)
