"""What a refused command says on standard error: words, or with ``--json`` one document.

The document: ``code``, ``what``, ``mend``, ``demands`` of the handbook that stand against the act
in the handbook's order, and ``reasons`` as in the API's answer.
"""

from __future__ import annotations

import json

import click

from shoumi.base.commands.answers import plain, say
from shoumi.base.messages import reasons, refusals
from shoumi.base.messages.reader import language
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both

_DEMANDS: Both = ("对应要求：{demands}", "Demands: {demands}")


def tell(error: DomainError, *, as_json: bool) -> None:
    """Say that it was not done, and why."""
    lang = language()
    told, demands = refusals.tell(error, lang), refusals.demands_of(error)
    if as_json:
        document = {
            "code": error.code,
            "what": told.what,
            "mend": told.mend,
            "demands": demands,
            "reasons": reasons.of(error, lang),
        }
        click.echo(json.dumps(plain(document), ensure_ascii=False), err=True)
        return
    click.secho(told.what, fg="red", err=True)
    if told.mend:
        click.echo(told.mend, err=True)
    if demands:
        click.echo(say(_DEMANDS, demands=demands), err=True)
