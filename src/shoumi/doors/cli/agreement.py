"""``shoumi agreement``: confidentiality agreements, drafted, signed with one's own key, ended."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.chapters.agreements import papers, queries, services
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.rules import (
    MANDATORY,
    Caution,
    Clause,
    Kind,
    Terms,
    damages_ceiling,
)
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel
from shoumi.doors.carrying import papers as carried
from shoumi.doors.cli import answers, options, tables

AGREEMENT = click.argument("agreement", type=options.REF)
_ROOMS = (DisclosureLevel.L1, DisclosureLevel.L2, DisclosureLevel.L3)
_USUAL = sorted(MANDATORY | {Clause.NO_REIDENTIFICATION, Clause.HIGHLIGHTED_LIMITS})


@click.group("agreement")
def command() -> None:
    """保密协议 / Confidentiality agreements."""


@command.command("draft")
@options.deal_argument
@click.option("--kind", type=options.Word(Kind), default=Kind.MUTUAL.value, show_default=True)
@click.option(
    "--person",
    "persons",
    type=options.PERSON,
    multiple=True,
    required=True,
    help="签署人，也是可进数据室的人 / Who signs, and may enter the rooms.",
)
@click.option("--until", type=options.DAY, required=True, help="最后一日 / Its last day.")
@click.option("--damages", type=click.IntRange(min=0), default=0, help="违约金（元） / In yuan.")
@click.option("--loss", type=click.IntRange(min=0), default=0, help="估计损失（元） / In yuan.")
@click.option(
    "--level",
    "levels",
    type=options.Word(DisclosureLevel, of=_ROOMS),
    multiple=True,
    default=[level.value for level in _ROOMS],
    show_default=True,
    help="覆盖的披露级别 / Levels it covers.",
)
@click.option(
    "--clause",
    "clauses",
    type=options.Word(Clause),
    multiple=True,
    default=[clause.value for clause in _USUAL],
    help="所含条款；默认为必备条款、不重新识别和提示 / What it says; by default all it must.",
)
@click.option(
    "--paper",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="自备 PDF，签名域 signer_1… / Your own PDF with fields signer_1, signer_2 …",
)
@options.acting
def draft(
    *,
    deal: Ref,
    kind: Kind,
    persons: tuple[Ref, ...],
    until: date,
    damages: int,
    loss: int,
    levels: tuple[DisclosureLevel, ...],
    clauses: tuple[Clause, ...],
    paper: Path | None,
    actor: Ref,
) -> None:
    """起草 / Lay an agreement before its signers.  Warnings are kept with it for them to see."""
    at = clock.now()
    signers = {person: accounts.person(person).name for person in persons}
    terms = Terms(kind, frozenset(clauses), damages, loss, until)
    made = services.draft(
        deal=deal,
        terms=terms,
        persons=signers,
        levels=levels,
        paper=carried.brought(paper) or papers.nda(deals.deal(deal), terms, signers, at),
        actor=actor,
        at=at,
    )
    words = (
        "{ref} 待签署：shoumi agreement sign {ref} --as 签署人",
        "{ref} is to be signed: shoumi agreement sign {ref} --as WHO",
    )
    answers.done(words, **_told(made))
    if made.warnings and not answers.wants_json():
        for warning in made.warnings:
            click.secho(answers.say(_CAUTIONS[warning], most=damages_ceiling(loss)), fg="yellow")


_CAUTIONS: dict[str, answers.Bilingual] = {
    Caution.DAMAGES_OVER_RATIO: (
        "提示：违约金超过估计损失的 1.3 倍（{most} 元），法院可能酌减",
        "warning: the damages are over 1.3 times the loss ({most} yuan); a court may reduce them",
    ),
    Caution.VOID_CLAUSE: (
        "提示：排除法院调整违约金的条款无效",
        "warning: a clause that forbids the court to adjust damages has no effect",
    ),
}


@command.command("sign")
@AGREEMENT
@options.acting
def sign(*, agreement: Ref, actor: Ref) -> None:
    """签署 / Sign with one's own key; with the last signature it is in force."""
    name = accounts.person(actor).name
    signed = services.sign(agreement=agreement, person=actor, name=name, at=clock.now())
    words = (
        "{signed_count}/{persons_count} 已签署，{state}",
        "{signed_count} of {persons_count} have signed, {state}",
    )
    counts = {"signed_count": len(signed.signed), "persons_count": len(signed.persons)}
    answers.done(words, **counts, **_told(signed))


@command.command("withdraw")
@AGREEMENT
@options.final
@options.acting
def withdraw(*, agreement: Ref, actor: Ref) -> None:
    """撤回草稿 / Take a draft back before everybody has signed."""
    services.withdraw(agreement=agreement, actor=actor, at=clock.now())
    answers.done(("草稿已撤回", "the draft is taken back"), ref=agreement, position=answers.head())


@command.command("breach")
@AGREEMENT
@options.final
@options.acting
def breach(*, agreement: Ref, actor: Ref) -> None:
    """记录违约 / Record a breach; the rooms shut at once."""
    services.breach(agreement=agreement, actor=actor, at=clock.now())
    answers.done(("已记录违约", "the breach is recorded"), ref=agreement, position=answers.head())


@command.command("revoke")
@AGREEMENT
@options.final
@options.acting
def revoke(*, agreement: Ref, actor: Ref) -> None:
    """解除 / End an agreement by the sides' own will."""
    services.revoke(agreement=agreement, actor=actor, at=clock.now())
    answers.done(("已解除", "the agreement is ended"), ref=agreement, position=answers.head())


@command.command("list")
@options.deal_argument
@options.answering
def list_(*, deal: Ref) -> None:
    """列出协议 / List the agreements of a deal."""
    rows = [_told(one) for one in queries.of_deal(deal)]
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


def _told(found: Agreement) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "kind": found.kind,
        "state": found.state,
        "persons": found.persons,
        "signed": found.signed,
        "levels": found.levels,
        "damages": found.damages,
        "warnings": found.warnings,
        "until": found.until,
        "document": found.document,
        "position": found.position,
    }
