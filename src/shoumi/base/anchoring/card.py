"""What the house needs to know of witness and time-stamps.  Their fact is the ledger's."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from shoumi.base.anchoring import events, witness
from shoumi.base.registry import Card, NetworkPath, PathKind

_HTTPS = 443


def _paths() -> Sequence[NetworkPath]:
    """To the witness, if there is one.  What a time-stamp authority gets is a hash and public."""
    url = witness.url()
    if url is None:
        return ()
    parts = urlsplit(url)
    is_plain = parts.scheme != "https"
    host, port = parts.hostname or "", parts.port or _HTTPS
    return (NetworkPath(PathKind.WITNESS, host, port, is_plain=is_plain),)


card = Card(
    slug="anchoring",
    zh="见证与时间戳",
    en="Witness and time-stamps",
    events=events.Tag,
    paths=_paths,
)
