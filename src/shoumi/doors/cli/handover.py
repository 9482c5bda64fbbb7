"""``shoumi handover``: seal the closing data for its recipient, let it go, take the receipt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.commands import answers, lookup, options, progress, tables
from shoumi.base.gate.models import Task
from shoumi.base.handover import columns, packages, queries, services
from shoumi.base.handover import record as records
from shoumi.base.handover.errors import NoSuchPackage
from shoumi.base.handover.models import Package
from shoumi.base.subjects import queries as subjects
from shoumi.core.refs import Ref

PACKAGE = click.argument("package", type=options.REF)


@click.group("handover")
def command() -> None:
    """数据交接 / Hand the closing data over, sealed."""


def _key(told: str) -> str:
    """An age key as it stands, or what is in the file of that name (PEM)."""
    path = Path(told)
    return path.read_text("utf-8") if path.is_file() else told


@command.command("seal")
@options.deal_argument
@click.option(
    "--key",
    required=True,
    help="接收方的 age 公钥或 RSA 证书文件 / The age key (age1…) or RSA certificate file.",
)
@click.option(
    "--task", type=options.REF, required=True, help="目的为 handover、操作为 export 的任务 / Task."
)
@click.option(
    "--recipient", default="TE", show_default=True, help="接收方 / Role, name, reference."
)
@click.option(
    "--fields",
    default="",
    help="字段，逗号分隔；默认为任务中告知过的 / By default those of the task people were told of.",
)
@click.option(
    "--receipts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="同意回执所在的文件夹，一并封入 / Folder of consent receipts to go along.",
)
@options.acting
def seal(
    *,
    deal: Ref,
    key: str,
    task: Ref,
    recipient: str,
    fields: str,
    receipts: Path | None,
    actor: Ref,
) -> None:
    """封包 / Seal the data of those whom the gate lets out, for the holder of the key alone.

    What is sent must equal what was agreed to minus what was taken back, or nothing is sealed.
    """
    wanted = [code.strip() for code in fields.split(",") if code.strip()]
    own = Task.objects.filter(ref=task).values_list("fields", flat=True).first()
    people = subjects.refs(subjects.of_deal(deal))
    with progress.running(("封包", "sealing")):
        package = services.seal(
            deal=deal,
            recipient=lookup.party(deal, recipient),
            key=_key(key),
            task=task,
            subjects=people,
            fields=wanted or columns.sayable(deal, own or (), people),
            actor=actor,
            at=clock.now(),
            receipts=_receipts(receipts),
        )
    words = (
        "{ref}：{rows} = {consented} − {withdrawn}；由另一人放行：shoumi handover release {ref}",
        "{ref}: {rows} = {consented} − {withdrawn}; another releases it: shoumi handover release",
    )
    answers.done(words, **_told(package))


@command.command("release")
@PACKAGE
@options.final
@options.acting
def release(*, package: Ref, actor: Ref) -> None:
    """放行 / Let a package go; whoever sealed it may not."""
    path = services.release(package=package, actor=actor, at=clock.now())
    words = ("已放行：{file}", "released: {file}")
    answers.done(words, file=str(path), ref=package, position=answers.head())


@command.command("void")
@PACKAGE
@options.final
@options.acting
def void(*, package: Ref, actor: Ref) -> None:
    """作废 / Take back a package that was not received; its file is removed."""
    services.void(package=package, actor=actor, at=clock.now())
    answers.done(("已作废", "the package is void"), ref=package, position=answers.head())


@command.command("receive")
@PACKAGE
@click.option("--sha256", help="接收方所持文件的哈希 / Hash of the file the recipient holds.")
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="接收方所持的文件，由此计算 / The recipient's file; the hash is computed.",
)
@click.option(
    "--record",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="双方签署的交接单；默认制作并由经办人签 / Signed record; otherwise made, signed by --as.",
)
@options.acting
def receive(
    *, package: Ref, sha256: str | None, file: Path | None, record: Path | None, actor: Ref
) -> None:
    """回执 / Take the recipient's receipt; its hash must be that of what was sent."""
    if (sha256 is None) == (file is None):
        raise options.misused("--sha256 与 --file 择一。", "Give either --sha256 or --file.")
    digest = sha256 or packages.digest_of(file or Path())
    at = clock.now()
    found = Package.objects.filter(ref=package).first()
    if found is None:
        raise NoSuchPackage(package=package)
    received = services.receive(
        package=package,
        sha256=digest,
        record=options.brought(record) or (lambda: records.record_of(found, actor, at)),
        actor=actor,
        at=at,
    )
    answers.done(("回执相符，已签收", "the receipt is equal; received"), **_told(received))


@command.command("status")
@options.deal_argument
@options.answering
def status(*, deal: Ref) -> None:
    """进展 / How far the packages of a deal came."""
    rows = [_told(package) for package in queries.of_deal(deal)]
    if answers.wants_json():
        answers.document({"packages": rows})
        return
    tables.table(
        [
            ("包", "package"),
            ("状态", "state"),
            ("行", "rows"),
            ("同意", "agreed"),
            ("撤回", "withdrawn"),
            ("文件", "file"),
            ("哈希", "SHA-256"),
        ],
        [
            (
                row["ref"],
                row["state"],
                row["rows"],
                row["consented"],
                row["withdrawn"],
                row["file"],
                row["sha256"],
            )
            for row in rows
        ],
        empty=("还没有封包：shoumi handover seal", "Nothing is sealed: shoumi handover seal"),
    )


def _receipts(folder: Path | None) -> dict[str, bytes]:
    """Receipts and their proofs, as `shoumi campaign` writes them."""
    if folder is None:
        return {}
    found = [*folder.glob("*.jsonld"), *folder.glob("*.tlog-proof")]
    return {path.name: path.read_bytes() for path in found}


def _told(package: Package) -> dict[str, Any]:
    return {
        "ref": package.ref,
        "state": package.state,
        "rows": package.rows,
        "consented": package.consented,
        "withdrawn": package.withdrawn,
        "minors": package.minors,
        "file": str(services.folder() / package.file_name),
        "sha256": package.sha256,
        "size_bytes": package.size_bytes,
        "sealed_at": package.sealed_at,
        "released_at": package.released_at,
        "received_at": package.received_at,
        "document": package.document or None,
        "position": package.position,
    }
