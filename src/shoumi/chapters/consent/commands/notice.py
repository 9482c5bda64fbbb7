"""``shoumi campaign notice``: the texts people get."""

from __future__ import annotations

import click

from shoumi.base.commands import answers, options, tables
from shoumi.base.verbs.command import group
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Notice
from shoumi.chapters.consent.verbs import NOTICE_VERBS
from shoumi.chapters.consent.verbs.notices import TEXTS
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument

notice = group(
    "notice", ("告知文本", "Texts, approved once and known by their hash."), NOTICE_VERBS
)


@notice.command("outline")
@click.argument("instrument", type=options.Word(Instrument, of=TEXTS))
def outline(*, instrument: Instrument) -> None:
    """必须写明的事项 / Print what such a text must say, as a TOML file to be filled in."""
    for name in sorted(rules.CONTENTS[instrument]):
        click.echo(f'{name} = ""')


@notice.command("list")
@options.deal_argument
@options.answering
def list_(*, deal: Ref) -> None:
    """列出文本 / List the approved texts of a deal."""
    rows = [
        {
            "ref": one.ref,
            "instrument": one.instrument,
            "sha256": one.sha256,
            "approved_at": one.approved_at,
            "position": one.position,
        }
        for one in Notice.objects.filter(deal=deal).order_by("id")
    ]
    if answers.wants_json():
        answers.document({"notices": rows})
        return
    tables.table(
        [("文本", "notice"), ("手段", "instrument"), ("批准", "approved"), ("哈希", "SHA-256")],
        [(row["ref"], row["instrument"], row["approved_at"], row["sha256"]) for row in rows],
        empty=("没有文本：shoumi campaign notice approve", "None: shoumi campaign notice approve"),
    )
