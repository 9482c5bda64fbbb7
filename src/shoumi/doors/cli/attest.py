"""``shoumi attest``: what lives outside the system, stated by whoever answers for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shoumi.base.commands import options
from shoumi.base.commands.answers import say
from shoumi.base.commands.own_credential import proved
from shoumi.core.calendar import day_in_china, end_of_day
from shoumi.core.refs import Ref

if TYPE_CHECKING:
    from shoumi.base.attestations.models import Attestation
    from shoumi.core.handbook import Record

STATEMENTS = ("in_place", "checked_outside", "none_occurred")


@click.group("attest")
def command() -> None:
    """声明 / State, list and take back attestations.  An attestation never shows as PASS."""


def _acting(told: str) -> Callable[[options.Command], options.Command]:
    """Who acts, by the person's own credential where the home is real."""
    return click.option(
        "--as", "person", type=options.PERSON, callback=proved, required=True, help=told
    )


@command.command("add")
@click.argument("duty")
@_acting("Who attests: a person's name or reference.")
@click.option(
    "--evidence",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="看过的文件，检查后密封保存 / The file that was looked at: checked, sealed and kept.",
)
@click.option(
    "--kind", help="证据的种类 / Which record of the demand the file is; by default its first."
)
@click.option(
    "--person",
    "persons",
    multiple=True,
    help="涵盖的人，可多次 / Whom it covers, of a demand that names persons (19.3); repeatable.",
)
@click.option("--part", default="", help="只限系统之外的一部分 / Of a part outside the system.")
@click.option("--statement", type=click.Choice(STATEMENTS), default="in_place", show_default=True)
@click.option("--deal", help="For one deal only: its number or reference.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Last day it stands, in China; by default the demand's own term.",
)
@options.noted
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def add(
    *, duty: str, person: Ref, evidence: Path, deal: str | None, as_json: bool, **given: Any
) -> None:
    """声明一项要求 / Attest DUTY (an id such as 12.1).

    Only the role that answers for it may, and only where the house does not check it itself.
    """
    from shoumi.base import clock
    from shoumi.base.attestations import services
    from shoumi.base.attestations.models import Statement
    from shoumi.base.commands import lookup
    from shoumi.base.intake.examination import examine
    from shoumi.core.handbook import demand

    at = clock.now()
    said = services.attest(
        duty=duty,
        said=services.NewStatement(
            statement=Statement(given["statement"]),
            evidence=examine(
                evidence.read_bytes(), evidence.name, today=day_in_china(at), with_pictures=True
            ),
            kind=_kind(given["kind"], demand(duty).evidence),
            until=end_of_day(given["until"].date()) if given["until"] else None,
            note=given["note"],
            persons=[lookup.person(one) for one in given["persons"]],
            part=given["part"],
        ),
        actor=person,
        at=at,
        deal=lookup.deal(deal) if deal else None,
    )
    _tell(said, as_json=as_json)


def _kind(asked: str | None, known: Sequence[Record]) -> Record:
    found = [kind for kind in known if kind == asked] if asked else known
    if not found:
        told = ", ".join(known)
        raise click.BadParameter(say(("只收：{told}", "one of {told}"), told=told))
    return found[0]


@command.command("evidence")
@click.argument("attestation")
@click.argument("target", type=click.Path(path_type=Path))
@_acting("Who opens it: a person's name or reference.")
def evidence_(*, attestation: str, target: Path, person: Ref) -> None:
    """取出证据 / Write the evidence of ATTESTATION to TARGET; that it was opened is recorded."""
    from shoumi.base import clock
    from shoumi.base.attestations import services
    from shoumi.base.commands import files

    # The file first: where there is one already, nothing is opened.
    with files.new(target) as file:
        content = services.open_evidence(attestation=Ref(attestation), actor=person, at=clock.now())
        file.buffer.write(content)


@command.command("list")
@click.option("--duty", help="Of one demand only.")
@click.option("--deal", help="Of one deal only.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_(*, duty: str | None, deal: str | None, as_json: bool) -> None:
    """列出声明 / List every attestation, newest first."""
    from shoumi.base.attestations import queries
    from shoumi.base.commands import lookup

    found = queries.made(duty=duty, deal=lookup.deal(deal) if deal else None)
    if as_json:
        click.echo(json.dumps([_document(said) for said in found]))
        return
    for said in found:
        click.echo(_line(said))


@command.command("revoke")
@click.argument("attestation")
@_acting("Who takes it back: a person's name or reference.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def revoke(*, attestation: str, person: Ref, as_json: bool) -> None:
    """收回声明 / Take ATTESTATION back; its demand counts as not attested from now on."""
    from shoumi.base import clock
    from shoumi.base.attestations import services

    said = services.revoke(attestation=Ref(attestation), actor=person, at=clock.now())
    _tell(said, as_json=as_json)


def _tell(said: Attestation, *, as_json: bool) -> None:
    click.echo(json.dumps(_document(said)) if as_json else _line(said))


def _document(said: Attestation) -> dict[str, Any]:
    return {
        "ref": said.ref,
        "duty": said.duty,
        "deal": said.deal or None,
        "statement": said.statement,
        "part": said.part or None,
        "evidence": bytes(said.evidence).hex(),
        "kind": said.kind or None,
        "is_kept": bool(said.document),
        "personal": said.named,
        "unread": said.unread,
        "persons": said.persons,
        "by": said.attested_by,
        "role": said.role,
        "at": said.attested_at.isoformat(),
        "until": said.stands_until.isoformat(),
        "position": said.position,
        "revoked_at": said.revoked_at.isoformat() if said.revoked_at else None,
    }


def _line(said: Attestation) -> str:
    last_day = day_in_china(said.stands_until - timedelta(microseconds=1))
    ended = ("已撤回", "revoked")
    state = say(ended) if said.revoked_at else say(("至 {day}", "until {day}"), day=last_day)
    where = said.deal or say(("全部转让", "every deal"))
    entry = say(("账本位置 {position}", "ledger position {position}"), position=said.position)
    return f"{said.ref}  {said.duty}  {said.role}  {where}  {state}  {entry}"
