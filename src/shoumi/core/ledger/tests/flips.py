"""Every text that differs from a given one in one bit; of a long text a part in short runs."""

from __future__ import annotations

import pytest

from shoumi.core.tests import portion

# Keys, tags and hashes are tried whole each time, but where reading one of them takes long.
SHORT_BITS = 1024


def flipped(content: bytes, *, one_in: int = 1):
    """``one_in``: how much of a short one is tried in a short run."""
    bits = range(8 * len(content))
    part = one_in if len(bits) <= SHORT_BITS else portion.ONE_IN
    for place in portion.drawn(bits, what=f"bits of {len(content)}", one_in=part):
        altered = bytearray(content)
        altered[place // 8] ^= 1 << place % 8
        yield bytes(altered)


def refuse_every_bit(content, read, *refusals, one_in=1):
    """See ``read`` raise one of ``refusals`` for each flipped bit; how many there were."""
    bits = 0
    for altered in flipped(content, one_in=one_in):
        with pytest.raises(refusals):
            read(altered)
        bits += 1
    return bits
