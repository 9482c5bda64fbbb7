"""``shoumi campaign``: tell people, ask them, count what they said.  Silence is never consent."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from shoumi.base import clock, registry
from shoumi.base.commands import answers, options, tables
from shoumi.base.verbs.command import group
from shoumi.chapters.consent import queries, rules
from shoumi.chapters.consent.models import Campaign, Notice, NoticeDraft
from shoumi.chapters.consent.queries import instruments
from shoumi.chapters.consent.receipts import handover
from shoumi.chapters.consent.services import answers as said
from shoumi.chapters.consent.services import campaigns
from shoumi.chapters.consent.verbs import CAMPAIGN_VERBS, NOTICE_VERBS
from shoumi.chapters.consent.verbs.campaigns import told
from shoumi.chapters.consent.verbs.notices import TEXTS
from shoumi.core import notice_categories
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument

_OF_DRAFT = ("ref", "instrument", "sha256", "state", "written_by", "written_at", "position")
CAMPAIGN = click.argument("campaign", type=options.REF)
campaign = group("campaign", ("告知与同意", "Notices and consent campaigns."), CAMPAIGN_VERBS)
_TEXTS = ("告知文本", "Texts, approved once and known by their hash.")
notice = group("notice", _TEXTS, NOTICE_VERBS)
campaign.add_command(notice)


@campaign.command("answer")
@click.argument("answer", type=options.Word(rules.Answer))
@click.option("--code", required=True, help="回执码；- 从标准输入读 / Receipt code; - reads stdin.")
@click.option("--guardian", is_flag=True, help="监护人答复，已核验 / By the guardian, checked.")
@click.option("--channel", type=options.Word(rules.Channel), default=rules.Channel.PHONE.value)
@options.answering
def answer(*, answer: rules.Answer, code: str, guardian: bool, channel: rules.Channel) -> None:
    """一个人的答复 / One person's answer, known by the receipt code."""
    consent = said.answer(
        code=(sys.stdin.readline() if code == "-" else code).strip(),
        said=answer,
        by_guardian=guardian,
        channel=channel,
        at=clock.now(),
    )
    words = ("已记录：{state}", "recorded: {state}")
    answers.done(words, state=consent.state, ref=consent.ref, position=consent.position)


@campaign.command("withdraw")
@CAMPAIGN
@click.argument("subject", type=options.REF)
@options.acting
def withdraw(*, campaign: Ref, subject: Ref, actor: Ref) -> None:
    """撤回同意 / Take a yes back; it counts at once."""
    said.withdraw(campaign=campaign, subject=subject, actor=actor, at=clock.now())
    answers.done(("已撤回", "withdrawn"), subject=subject, position=answers.head())


@campaign.command("object")
@CAMPAIGN
@click.argument("subjects", type=options.REF, nargs=-1, required=True)
@options.acting
def object_(*, campaign: Ref, subjects: tuple[Ref, ...], actor: Ref) -> None:
    """提出异议 / Objections to a transfer by law: each goes where its legal basis leads."""
    routed = said.object_to(campaign=campaign, subjects=subjects, actor=actor, at=clock.now())
    outcomes = {outcome.value.lower(): len(refs) for outcome, refs in routed.items()}
    told = ", ".join(f"{outcome} {count}" for outcome, count in outcomes.items())
    answers.done(("{told}", "{told}"), told=told, **outcomes, position=answers.head())


@campaign.command("receipts")
@CAMPAIGN
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@options.acting
def receipts(*, campaign: Ref, folder: Path, actor: Ref) -> None:
    """签发同意回执 / Issue receipts of the consents that stand, with proofs, to a folder."""
    found = campaigns.get(campaign, *rules.CampaignState)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    count = 0
    for one in handover.receipts_of(found, actor, clock.now()):
        path = folder / one.name
        path.write_bytes(one.content)
        path.with_suffix(".tlog-proof").write_text(one.proof, "utf-8")
        count += 1
    words = ("{count} 个文件写入 {folder}", "{count} files in {folder}")
    answers.done(words, count=count, folder=str(folder), position=answers.head())


@campaign.command("status")
@options.deal_argument
@options.answering
def status(*, deal: Ref) -> None:
    """进展 / How the campaigns of a deal stand."""
    rows = [
        {**told(one), **instruments.counts(one), "objections": queries.objections(one)}
        for one in Campaign.objects.filter(deal=deal).order_by("id")
    ]
    if answers.wants_json():
        answers.document({"campaigns": rows})
        return
    columns = {
        "ref": ("告知", "campaign"),
        "purpose": ("目的", "purpose"),
        "state": ("状态", "state"),
        "window_ends_at": ("截止", "until"),
        "invited": ("邀请", "invited"),
        "given": ("同意", "given"),
        "refused": ("不同意", "refused"),
        "silent": ("未答复", "silent"),
        "unreached": ("未送达", "not reached"),
        "withdrawn": ("撤回", "withdrawn"),
    }
    tables.table(
        list(columns.values()),
        [tuple(row[name] for name in columns) for row in rows],
        empty=(
            "没有告知：先批准文本，shoumi campaign notice --help",
            "None yet: approve a text first, shoumi campaign notice --help",
        ),
    )
    for row in rows:
        for outcome, count in row["objections"].items():
            click.echo(f"{row['ref']}  {outcome}  {count}")


@notice.command("outline")
@click.argument("instrument", type=options.Word(Instrument, of=TEXTS))
def outline(*, instrument: Instrument) -> None:
    """必须写明的事项 / Print what such a text must say, as a TOML file to be filled in."""
    wanted = sorted(rules.CONTENTS[instrument])
    for name in wanted:
        if name != "categories":
            click.echo(f'{name} = ""')
    if "categories" in wanted:
        codes = ", ".join(notice_categories.choosable(registry.field_register()))
        click.echo(f'[[categories]]  # {codes}\nwords = ""\nwords_en = ""\nfields = []')


@notice.command("list")
@options.deal_argument
@options.answering
def notices(*, deal: Ref) -> None:
    """列出文本 / List the texts of a deal: approved, then those that wait or were returned."""
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
    of_deal = NoticeDraft.objects.filter(deal=deal).exclude(state=rules.DraftState.APPROVED)
    drafts = [{name: getattr(one, name) for name in _OF_DRAFT} for one in of_deal.order_by("id")]
    if answers.wants_json():
        answers.document({"notices": rows, "drafts": drafts})
        return
    tables.table(
        [("文本", "notice"), ("手段", "instrument"), ("批准", "approved"), ("哈希", "SHA-256")],
        [(row["ref"], row["instrument"], row["approved_at"], row["sha256"]) for row in rows],
        empty=(
            "没有批准的文本：shoumi campaign notice write",
            "None: shoumi campaign notice write",
        ),
    )
    for row in drafts:
        click.echo(f"{row['ref']}  {row['instrument']}  {row['state']}  {row['sha256']}")
