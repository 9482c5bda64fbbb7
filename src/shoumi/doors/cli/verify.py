"""``shoumi verify``: offline, without settings and without a database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from shoumi.base.dossier.document_checks import check_papers
from shoumi.core.verify.report import WrongUse
from shoumi.core.verify.standalone import as_text, read_trust, verify
from shoumi.core.verify.words import ZH


@click.command("verify")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--trust", type=click.Path(path_type=Path), help="Log key and root certificates.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def command(context: click.Context, path: Path, trust: Path | None, *, as_json: bool) -> None:
    """离线核验卷宗、账本、证书、回执 / Check a dossier (folder or .zip), a whole log as tiles
    (folder), a certificate (.pdf) or a receipt (.jsonld) offline.

    A certificate is checked by the proof inside the PDF and by the .tlog-proof beside it.

    \b
    Exit 0: verified.  1: not verified, every place is named, or not yet decidable.  2: wrong use.
    TRUST is got by another way than the dossier; without it the answer says `anchored: no`.
    """
    try:
        trusted = None if trust is None else read_trust(trust)
        report = verify(path, trusted)
        check_papers(report, path, trusted)
    except WrongUse as error:
        raise click.UsageError(f"{ZH[error.detail]} / {error}") from error
    if as_json:
        click.echo(json.dumps(report.as_json()))
    else:
        click.echo(as_text(report), nl=False)
    context.exit(0 if report.ok else 1)
