"""What the house writes to a person names nobody that the person did not name (handbook 10.2).

A number or an address of somebody else would leave with it; of the person's own, those that the
person did not write belong in the copy, which takes a passphrase.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shoumi.base.outbox.errors import CarriesIdentifier
from shoumi.base.outbox.rules import without_identifiers
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.services.chat_errors import OthersData


def require_nobody_elses(text: str, said: Callable[[], Iterable[str]]) -> None:
    """What the person said, and how the house is reached, may be said again.

    ``said``  opens what the person wrote; asked only where ``text`` has an identifier

    Raises:
        OthersData
    """
    known = [one.contact for one in queries.channels()]
    try:
        without_identifiers(text, known)
    except CarriesIdentifier:
        from shoumi.core.scan import find_spans

        for one in said():
            known += [one[span.start : span.end] for span in find_spans(one)]
        try:
            without_identifiers(text, known)
        except CarriesIdentifier as error:
            raise OthersData(labels=error.facts["labels"]) from error
