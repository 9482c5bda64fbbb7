"""The client: every operation of the API, over one connection."""

from __future__ import annotations

from shoumi.client.operations import Operations


class Client(Operations):
    """A house, as the token's person may see and change it.

    Every method raises ``Refused``, ``Unreachable`` or ``BadAnswer``.  An act takes a ``key``
    where it repeats one whose answer never came; otherwise a new one is made.  A list is fetched
    part by part while it is read.  What is left out, or None, is not sent.
    """
