"""``shoumi agreement``: the verbs of confidentiality agreements, and their list."""

from __future__ import annotations

from shoumi.base.accounts import queries as accounts
from shoumi.base.commands import answers, options, tables
from shoumi.base.verbs.command import group
from shoumi.chapters.agreements import queries
from shoumi.chapters.agreements.verbs import VERBS, told
from shoumi.core.refs import Ref

command = group("agreement", ("保密协议", "Confidentiality agreements."), VERBS)


@command.command("list")
@options.deal_argument
@options.answering
def list_(*, deal: Ref) -> None:
    """列出协议 / List the agreements of a deal."""
    rows = [told(one) for one in queries.of_deal(deal)]
    if answers.wants_json():
        answers.document({"agreements": rows})
        return
    known = accounts.names([ref for row in rows for ref in row["persons"]])
    tables.table(
        [
            ("协议", "agreement"),
            ("种类", "kind"),
            ("状态", "state"),
            ("签署人", "signers"),
            ("已签", "signed"),
            ("级别", "levels"),
            ("至", "until"),
        ],
        [
            (
                row["ref"],
                row["kind"],
                row["state"],
                [known[ref] for ref in row["persons"]],
                len(row["signed"]),
                row["levels"],
                row["until"],
            )
            for row in rows
        ],
        empty=("没有协议：shoumi agreement draft", "No agreement yet: shoumi agreement draft"),
    )
