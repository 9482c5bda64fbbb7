"""Export the dossier of a deal: what a stranger verifies without us."""

from __future__ import annotations

from typing import Any

from shoumi.base.jobs.models import Kind
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.asked import Asked
from shoumi.base.pages.belonging import about, seen
from shoumi.doors.carrying.errands import EXPORTERS
from shoumi.doors.console import working
from shoumi.doors.console.deals import PLACE


def _export(request: Asked, given: dict[str, Any], deal: str) -> Done:
    ref = seen(request, deal)
    return working.ask(request, Kind.DOSSIER_EXPORT, about=ref, deal=ref)


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
        facts=about,
    ),
)
