"""Every text that differs from a given one in one bit; of a long text a part in short runs."""

from __future__ import annotations

import pytest

from shoumi.core.tests import portion

# Keys, tags and hashes are tried whole each time.
SHORT_BITS = 1024


def flipped(content: bytes):
    bits = range(8 * len(content))
    what = f"bits of {len(content)}"
    for place in bits if len(bits) <= SHORT_BITS else portion.drawn(bits, what=what):
        altered = bytearray(content)
        altered[place // 8] ^= 1 << place % 8
        yield bytes(altered)


def refuse_every_bit(content, read, *refusals):
    """See ``read`` raise one of ``refusals`` for each flipped bit; how many there were."""
    bits = 0
    for altered in flipped(content):
        with pytest.raises(refusals):
            read(altered)
        bits += 1
    return bits
