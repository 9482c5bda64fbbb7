"""``shoumi campaign send``, ``bounced`` and ``remind``: what goes out, and what did not arrive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.commands import answers, options
from shoumi.base.commands.files import create
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.commands import files
from shoumi.chapters.consent.documents import letters
from shoumi.chapters.consent.services import campaigns, reminders
from shoumi.core.refs import Ref

CAMPAIGN = click.argument("campaign", type=options.REF)
CODES = click.option(
    "--codes",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="open 写出的回执码文件；不给就再算一遍 / File that `open` wrote; by default made again.",
)
TASK = click.option(
    "--task", type=options.REF, required=True, help="目的为 notice、操作为 send 的任务 / The task."
)
OUT = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="交给发送方的新文件，0600 / New file for whoever delivers: name, mobile, code.",
)


@click.command("send")
@CAMPAIGN
@CODES
@TASK
@OUT
@click.option(
    "--unreached", type=click.File("r"), help="已知送不到的编号 / References known to be lost."
)
@options.acting
def send(
    *, campaign: Ref, codes: Path | None, task: Ref, out: Path, unreached: Any | None, actor: Ref
) -> None:
    """发送 / Write the letters for whoever delivers, and record who is reached.

    Who has no number counts as not reached; `bounced` tells of those that came back later.
    """
    known = files.read_codes(codes) if codes else campaigns.codes(campaign=campaign)
    lost = frozenset(files.refs(unreached or ()))
    file = create(out)
    try:
        counts = campaigns.send(
            campaign=campaign,
            codes=known,
            task=task,
            sender=letters.Letters(file, lost),
            actor=actor,
            at=clock.now(),
        )
    except BaseException:
        file.close()
        out.unlink()
        raise
    words = (
        "{reached} 人送达，{unreached} 人未送达；交付后请删除 {out}",
        "{reached} reached, {unreached} not; remove {out} once it is handed over",
    )
    answers.done(words, **counts, out=str(out), position=answers.head())


@click.command("bounced")
@CAMPAIGN
@click.argument("file", type=click.File("r"))
@options.acting
def bounced(*, campaign: Ref, file: Any, actor: Ref) -> None:
    """退信 / Record those who were not reached after all: codes or references, one a line."""
    refs = files.returned(file, campaigns.get(campaign, rules.CampaignState.OPEN))
    campaigns.came_back(campaign=campaign, people=refs, actor=actor, at=clock.now())
    words = ("{count} 人未送达", "{count} not reached")
    answers.done(words, count=len(refs), position=answers.head())


@click.command("remind")
@CAMPAIGN
@CODES
@TASK
@OUT
@options.acting
def remind(*, campaign: Ref, codes: Path | None, task: Ref, out: Path, actor: Ref) -> None:
    """提醒一次 / The one reminder: letters for those who have not answered."""
    at = clock.now()
    found = campaigns.get(campaign, rules.CampaignState.OPEN)
    campaigns.may_remind(found, at)
    known = files.read_codes(codes) if codes else None
    file = create(out)
    try:
        reminders.write(found, task, letters.Letters(file), actor, at, known)
        count = campaigns.remind(campaign=campaign, actor=actor, at=at)
    except BaseException:
        file.close()
        out.unlink()
        raise
    words = ("{count} 人未答复，提醒见 {out}", "{count} have not answered; letters in {out}")
    answers.done(words, count=count, out=str(out), position=answers.head())
