"""``shoumi chapter_slug``: the verbs of items, and their list."""

from __future__ import annotations

from shoumi.base.commands import answers, options, tables
from shoumi.base.verbs.command import group
from shoumi.chapters.chapter_slug import queries
from shoumi.chapters.chapter_slug.verbs import VERBS, told
from shoumi.core.refs import Ref

command = group("chapter_slug", ("事项", "Items."), VERBS)


@command.command("list")
@options.deal_argument
@options.answering
def list_(*, deal: Ref) -> None:
    """列出事项 / List the items of a deal."""
    rows = [told(one) for one in queries.of_deal(deal)]
    if answers.wants_json():
        answers.document({"items": rows})
        return
    tables.table(
        [
            ("事项", "item"),
            ("客户", "customer"),
            ("种类", "topic"),
            ("状态", "state"),
            ("至", "until"),
        ],
        [(row["ref"], row["subject"], row["topic"], row["state"], row["due"]) for row in rows],
        empty=("没有事项：shoumi chapter_slug open", "No item yet: shoumi chapter_slug open"),
    )
