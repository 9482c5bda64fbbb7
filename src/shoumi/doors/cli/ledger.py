"""``shoumi ledger``: the evidence log, its head, its proofs and the dossier of a deal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.anchoring import queries as anchors
from shoumi.base.anchoring import services as anchoring
from shoumi.base.anchoring import witness
from shoumi.base.commands import answers, options, progress, tables
from shoumi.base.commands.files import FileThere
from shoumi.base.commands.own_credential import proved
from shoumi.base.deals import queries as deals
from shoumi.base.documents.signatures import roots_pem
from shoumi.base.dossier import export as dossier
from shoumi.base.dossier import log_export as whole
from shoumi.base.dossier import proofs, text_erasure
from shoumi.base.dossier.errors import DossierExists
from shoumi.base.dossier.operations import gathered
from shoumi.base.ledger import reader, seal
from shoumi.base.vault import logkey
from shoumi.core.refs import Ref

OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="写入文件 / Write to this file.",
)


@click.group("ledger")
def command() -> None:
    """证据账本 / The evidence log."""


@command.command("head")
@click.option("--note", is_flag=True, help="打印签名的检查点 / Print the signed checkpoint (C2SP).")
@options.answering
def head(*, note: bool) -> None:
    """账本的头 / Size and root as they stand now."""
    signed = logkey.checkpoint()
    if note:
        click.echo(signed, nl=False)
        return
    words = ("{size} 条，根 {root}", "{size} entries, root {root}")
    told = {"size": reader.size(), "root": reader.root(), "checkpoint": signed}
    if answers.wants_json():
        answers.document({**told, "vkey": logkey.vkey()})
    else:
        click.echo(answers.say(words, **told))


@command.command("list")
@click.option("--deal", type=options.DEAL, help="只列此转让 / Of one deal only.")
@click.option("--after", type=int, default=-1, help="从此位置之后 / After this position.")
@click.option("--limit", type=click.IntRange(1, 1000), default=options.PAGE, show_default=True)
@options.answering
def list_(*, deal: Ref | None, after: int, limit: int) -> None:
    """列出条目 / List entries; JSON Lines with --json."""
    rows: list[tuple[object, ...]] = []
    following = None
    for number, entry in enumerate(reader.entries(after + 1, deal)):
        if number == limit:
            following = entry.position - 1
            break
        line = entry.line()
        if answers.wants_json():
            click.echo(f'{{"position":{entry.position},"body":{entry.body.decode()}}}')
        else:
            rows.append((entry.position, line.at, line.tag, line.actor, line.about))
    if not answers.wants_json():
        tables.table(
            [
                ("位置", "position"),
                ("时间", "at"),
                ("事件", "event"),
                ("经办", "actor"),
                ("关于", "about"),
            ],
            rows,
            empty=("没有条目。", "No entry."),
        )
        tables.more(following)


@command.command("verify")
@options.answering
@click.pass_context
def verify(context: click.Context) -> None:
    """重算整个账本 / Compute every entry again.  Exits 1, naming each place that does not hold.

    Then the ledger is sealed, and nothing is opened until it holds again.
    """
    with progress.running(("核验账本", "verifying the ledger")):
        report = seal.examine()
    told: dict[str, Any] = {
        "ok": report.sound,
        "size": report.size,
        "rows": report.rows,
        "root": report.root,
        "findings": report.findings,
    }
    if answers.wants_json():
        answers.document(told)
    elif report.sound:
        words = (
            "相符：{size} 条，{rows} 行明细，根 {root}",
            "ok: {size} entries, {rows} rows, {root}",
        )
        click.echo(answers.say(words, **told))
    for found in () if answers.wants_json() else report.findings:
        place = "—" if found.position is None else str(found.position)
        click.secho(f"{place}  {found.fault}", fg="red")
    context.exit(0 if report.sound else 1)


@command.command("prove")
@click.argument("position", type=click.IntRange(min=0))
@OUTPUT
@options.answering
def prove(*, position: int, output: Path | None) -> None:
    """证明一条在账本中 / Prove an entry: a tlog-proof that `shoumi verify` and others check."""
    text = proofs.text(position)
    if output is not None:
        _write(output, text)
    if answers.wants_json():
        answers.document({"position": position, "proof": text})
    elif output is None:
        click.echo(text, nl=False)
    else:
        answers.done(("已写入 {output}", "written to {output}"), output=output)


@command.command("erase-text")
@click.argument("position", type=click.IntRange(min=0))
@options.final
@options.acting
def erase_text(*, position: int, actor: Ref) -> None:
    """删除附带的文字 / Erase the words an entry commits to; the entry itself stays as it is."""
    at = text_erasure.erase_text(position=position, actor=actor, at=clock.now())
    words = ("已删除第 {erased} 号记录附带的文字", "the text of entry {erased} is erased")
    answers.done(words, erased=position, position=at)


@command.command("witness")
@options.answering
def submit() -> None:
    """提交见证 / Show the witness (SHOUMI_WITNESS_URL) how far the ledger has come.

    The worker does so every minute.  Exits 1 where the witness is silent or refuses.
    """
    witness.key()
    signed = anchoring.cosigned(at=clock.now())
    words = ("见证人已副署 {size} 条", "the witness has cosigned {size} entries")
    answers.done(words, size=anchors.standing().size, checkpoint=signed)


@command.command("tiles")
@click.argument("folder", type=click.Path(path_type=Path))
@options.answering
def tiles(*, folder: Path) -> None:
    """导出全部账本 / Write the whole log to a new folder as C2SP tlog-tiles.

    `shoumi verify FOLDER` and other people's tools check it; a plain web server can publish it.
    """
    with progress.running(("导出瓦片", "writing the tiles")):
        notes = [one.note for one in logkey.former()]
        signed = anchoring.cosigned(at=clock.now())
        made = whole.export(folder, signed, logkey.vkey(), log_keys=notes)
    words = ("{folder}：{size} 条，根 {root}", "{folder}: {size} entries, root {root}")
    answers.done(words, folder=str(made.folder), size=made.size, root=made.root)


@command.command("trust")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@options.answering
def trust(*, output: Path) -> None:
    """信任文件 / Write the trust file: keys of log and witness, checkpoint, root certificates.

    Keys and roots that were replaced are in it, for what they have signed.

    Give it to whoever verifies by another way than the dossier.
    """
    seen = [(reader.size(), reader.root())]
    witnesses = [witness.key().vkey()] if witness.url() else []
    roots = roots_pem(at=clock.now())
    former = [(one.vkey, one.position) for one in logkey.former()]
    _write(output, dossier.trust_text(logkey.vkey(), seen, roots, witnesses, former))
    answers.done(("已写入 {output}", "written to {output}"), output=output)


@command.command("keys")
@options.answering
def keys() -> None:
    """账本公钥 / The log's verification keys: the one in force and those it has replaced.

    --json also gives the notes in which each old key and its successor vouch for each other; a
    witness takes one by `shoumi witness succeed`.
    """
    former = logkey.former()
    if answers.wants_json():
        answers.document({"vkey": logkey.vkey(), "former": former})
        return
    rows: list[tuple[object, ...]] = [(one.vkey, one.position) for one in former]
    heads = [("公钥", "key"), ("被取代于", "replaced at")]
    tables.table(heads, [*rows, (logkey.vkey(), "")])


@command.command("export")
@options.deal_argument
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--zip", "as_zip", is_flag=True, help="另打一个包 / Pack it as a zip as well.")
@click.option(
    "--as",
    "actor",
    type=options.PERSON,
    callback=proved,
    envvar="SHOUMI_AS",
    help="导出的人 / Who exports it, and issues the consent receipts in it.",
)
@options.answering
def export(*, deal: Ref, folder: Path, as_zip: bool, actor: Ref | None) -> None:
    """导出卷宗 / Write the dossier of a deal to a new folder: what a stranger verifies offline."""
    if folder.exists():
        raise DossierExists(name=folder.name)
    if actor is None:
        raise options.misused("请用 --as 指明经办人。", "Say who exports it with --as.")
    with progress.running(("导出卷宗", "writing the dossier")):
        papers, certificates, receipts = gathered(deal=deal, actor=actor, at=clock.now())
        made = dossier.export(
            folder,
            deal,
            papers=papers,
            receipts=receipts,
            certificates=certificates,
            signer=logkey.signer(),
            origin=logkey.origin(),
            at=clock.now(),
        )
        packed = dossier.pack(folder, folder.with_name(f"{folder.name}.zip")) if as_zip else None
    words = (
        "{folder}：{disclosed}/{size} 条，{papers} 份文书，{receipts} 张回执",
        "{folder}: {disclosed} of {size} entries, {papers} papers, {receipts} receipts",
    )
    answers.done(
        words,
        folder=str(made.folder),
        zip=str(packed) if packed else None,
        deal=deals.deal(deal).number,
        size=made.size,
        disclosed=made.disclosed,
        papers=len(papers),
        receipts=len(receipts),
    )


def _write(path: Path, text: str) -> None:
    """
    Raises:
        FileThere
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise FileThere(name=path.name) from error
