"""Export the dossier of a deal: what a stranger verifies without us."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.dossier.operations import EXPORTERS, Long
from shoumi.base.pages import operations
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import about, seen
from shoumi.core.messages import Both
from shoumi.doors.console.deals import PLACE


def _export(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    ref = seen(request, deal)
    return operations.ask(request, Long.EXPORT, about=ref, deal=ref)


def _order(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    """Which is taken first, the trust file or the dossier, as a stranger will need to know."""
    yield from about(request, deal)
    yield (
        ("次序", "In which order"),
        request.say(
            (
                (
                    "核对人手里的信任文件要比卷宗早，或同时取。信任文件记着当时账本有多长；"
                    "比它早的卷宗短一截，和被截短的分不出来，核对就不通过。信任文件是后取的，"
                    "请再导出一次。"
                ),
                (
                    "Whoever verifies takes the trust file before the dossier or with it. It says "
                    "how long the ledger was; an earlier dossier is shorter, which cannot be told "
                    "from one cut short, and is not verified. If the trust file came later, "
                    "export again."
                ),
            )
        ),
    )


ACTS = (
    Act(
        slug="dossier-export",
        place=PLACE,
        title=("导出卷宗", "Export the dossier"),
        done=("卷宗导出了", "The dossier is exported"),
        do=_export,
        roles=EXPORTERS,
        help=(
            "账本里这笔转让的条目、文书和同意回执，连同证明。不含客户资料，外人离线就能核对。",
            (
                "The deal's entries, papers and consent receipts with their proofs. No customer "
                "data; a stranger can check it offline."
            ),
        ),
        button=("导出", "Export"),
        is_fresh=True,
        back="deal",
        facts=_order,
        after_end=True,
    ),
)
