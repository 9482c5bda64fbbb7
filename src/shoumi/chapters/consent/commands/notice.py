"""``shoumi campaign notice``: the texts people get."""

from __future__ import annotations

from pathlib import Path

import click

from shoumi.base import clock
from shoumi.base.commands import answers, options, tables
from shoumi.base.deals import queries as deals
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.commands import files
from shoumi.chapters.consent.documents import notice as notice_paper
from shoumi.chapters.consent.models import Notice
from shoumi.chapters.consent.services import notices
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument

_TOLD = tuple(rules.CONTENTS)
INSTRUMENT = options.Word(Instrument, of=_TOLD)


@click.group("notice")
def notice() -> None:
    """告知文本 / Texts, approved once and known by their hash."""


@notice.command("outline")
@click.argument("instrument", type=INSTRUMENT)
def outline(*, instrument: Instrument) -> None:
    """必须写明的事项 / Print what such a text must say, as a TOML file to be filled in."""
    for name in sorted(rules.CONTENTS[instrument]):
        click.echo(f'{name} = ""')


@notice.command("approve")
@options.deal_argument
@click.option("--instrument", type=INSTRUMENT, required=True, help="法律手段 / What the law asks.")
@click.option(
    "--contents",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="各事项的文字（TOML） / The texts; see `notice outline`.",
)
@click.option(
    "--paper",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="自备 PDF；默认由系统制作 / Your own PDF; otherwise one is made.",
)
@options.acting
def approve(
    *, deal: Ref, instrument: Instrument, contents: Path, paper: Path | None, actor: Ref
) -> None:
    """批准 / Approve a text for sending; from here on it never changes."""
    at = clock.now()
    told = files.contents(contents)
    made = notices.approve(
        deal=deal,
        instrument=instrument,
        contents=told,
        paper=options.brought(paper) or notice_paper.notice(deals.deal(deal), instrument, told, at),
        actor=actor,
        at=at,
    )
    words = (
        "{ref} 已批准；下一步：shoumi campaign prepare --notice {ref}",
        "{ref} is approved; next: shoumi campaign prepare --notice {ref}",
    )
    answers.done(words, ref=made.ref, sha256=made.sha256, position=made.position)


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
