"""Files that somebody brought and that were not taken in."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.deals import queries as deals
from shoumi.base.intake import pending_uploads
from shoumi.base.intake.import_run import IMPORTERS
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.core.messages import Both

_WHAT: Both = ("接着导入：交来的 {n} 个文件", "Go on with the import: {n} files wait")


def items(asker: Asker) -> Iterator[InboxItem]:
    if asker.is_party or not asker.roles & {*IMPORTERS}:
        return  # whose role ended cannot go on with it
    found = pending_uploads.waiting(asker.person)
    numbers = deals.numbers({one.deal for one in found})
    for one in found:
        number = numbers.get(one.deal, "")
        yield InboxItem(
            InboxKind.FILES,
            one.ref,
            (_WHAT[0].format(n=one.files), _WHAT[1].format(n=one.files)),
            (number, number),
            "intake",
            {"delivery": one.ref},
            deal=one.deal,
        )
