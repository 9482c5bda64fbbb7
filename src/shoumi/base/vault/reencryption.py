"""Turn sealed values into sealed values under another key, and into search tokens.

Only ``shoumi.base.rotation`` may import this.  Values are open inside a function here and nowhere
else: none is returned, so no decision of the gate is needed and nothing is revealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from shoumi.base.pools import local_worker
from shoumi.base.vault import keyring, keys, search_tokens, successor_keys
from shoumi.base.vault.errors import StillOpens
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault import blob, box, chunked_files, envelope, reencryption
from shoumi.core.vault.envelope import Place
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import SubjectKey

# From so many envelopes on a worker gets its part: it takes some 0.2 s to start, and below this a
# whole rotation of a few people would wait for it longer than it works.
LEAST = 500

# Subject, record kind, compartment, envelope.
Sealed = tuple[Ref, str, DataGrade, bytes]


def records(items: Sequence[Sealed]) -> tuple[list[bytes | None], int]:
    """Each envelope under the key that follows, None where there is none; and how many of the new
    envelopes the old keys were tried on in vain.

    Raises:
        WillNotOpen: an envelope is not the one that was sealed for this place.
        StillOpens: an old key opens a new envelope.
    """
    tenant, pairs = successor_keys.pairs(list({item[0] for item in items}))
    due = [
        (place, pairs[item[0]])
        for place, item in enumerate(items)
        if item[0] in pairs and box.header(item[3])[1] != pairs[item[0]][1].epoch
    ]
    again = local_worker.share(
        reencryption.reseal,
        tenant,
        keyring.suite().number,
        rows=[
            (old.reveal(), old.epoch, new.reveal(), new.epoch, *_plain(items[place]))
            for place, (old, new) in due
        ],
        least=LEAST,
    )
    moved: list[bytes | None] = [None] * len(items)
    for (place, _), sealed in zip(due, again, strict=True):
        moved[place] = sealed
    if not due:
        return moved, 0
    place, (old, new) = due[0]
    subject, kind, grade, _ = items[place]
    return moved, _try(again[0], Place(tenant, grade, subject, kind), old, new.epoch)


def _plain(item: Sealed) -> tuple[str, str, str, bytes]:
    subject, kind, grade, sealed = item
    return str(subject), kind, grade.value, sealed


def _try(sealed: bytes, place: Place, old: SubjectKey, epoch: int) -> int:
    """Under the epoch of the new key, so that it is the key that fails and not its number."""
    try:
        envelope.unseal(sealed, place=place, key=SubjectKey(old.reveal(), epoch=epoch))
    except WillNotOpen:
        return 1
    raise StillOpens(what="data")


def file(ref: Ref, sealed: bytes) -> bytes:
    """A sealed file under the key that follows; the same bytes where there is none.

    Raises:
        WillNotOpen
    """
    tenant, pairs = successor_keys.pairs([ref])
    if ref not in pairs or box.header(sealed, box.LAYOUTS)[1] == pairs[ref][1].epoch:
        return sealed
    old, new = pairs[ref]
    if chunked_files.is_parted(sealed):
        parts = list(chunked_files.open_parts(BytesIO(sealed), tenant=tenant, name=ref, key=old))
        return b"".join(
            chunked_files.seal(
                parts, count=len(parts), tenant=tenant, name=ref, key=new, suite=keyring.suite()
            )
        )
    content = blob.unseal(sealed, tenant=tenant, name=ref, key=old)
    return blob.seal(content, tenant=tenant, name=ref, key=new, suite=keyring.suite())


def tokens(items: Iterable[Sealed], field: str) -> dict[int, Mapping[Ref, int]]:
    """For each epoch of the field's index key the tokens of those who have the field; none for a
    key that is damaged, which nothing can be compared with.

    Raises:
        NoKey, WillNotOpen
    """
    batch = list(items)
    held = keys.load({item[0] for item in batch})
    found: dict[Ref, str] = {}
    for subject, kind, grade, sealed in batch:
        place = Place(held.tenant, grade, subject, kind)
        values = envelope.unseal(sealed, place=place, key=held.opening(subject, sealed))
        if field in values:
            found[subject] = values[field]
    return {
        epoch: dict(zip(found, key.tokens(found.values()), strict=True))
        for epoch, key in search_tokens.openable(field).items()
    }
