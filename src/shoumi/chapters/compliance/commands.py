"""``shoumi assessment``: the verbs of impact assessments (PIPIA), and their list.

A risk is ``hazard:impact:likelihood``, with measures ``…:measure+measure:impact:likelihood``:

    recipient_security:high:high
    recipient_security:high:high:sealed_package+fields_left_out:high:low
"""

from __future__ import annotations

from shoumi.base.commands import answers, options, tables
from shoumi.base.verbs.command import group
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.verbs import VERBS, told
from shoumi.core.refs import Ref

command = group("assessment", ("影响评估（PIPIA）", "Impact assessments."), VERBS)


@command.command("list")
@options.deal_argument
@options.answering
def list_(*, deal: Ref) -> None:
    """列出评估 / List the assessments of a deal."""
    rows = [told(one) for one in Assessment.objects.filter(deal=deal).order_by("number")]
    if answers.wants_json():
        answers.document({"assessments": rows})
        return
    tables.table(
        [
            ("编号", "number"),
            ("范围", "scope"),
            ("状态", "state"),
            ("风险", "risk"),
            ("剩余", "left"),
            ("有效至", "until"),
            ("保存至", "kept until"),
        ],
        [
            (
                row["number"],
                row["scope"],
                row["state"],
                row["inherent"],
                row["residual"],
                row["until"],
                row["keep_until"],
            )
            for row in rows
        ],
        empty=("没有评估：shoumi assessment assess", "None yet: shoumi assessment assess"),
    )
