"""On a real home a command acts for somebody only with that person's own credential.

The person makes a token with the scope ``terminal`` on a page, which asks for a fresh proof; it
lasts a day.  ``SHOUMI_CREDENTIAL`` names the file it is kept in, mode 0600.  A demo home believes
``--as``: its people are made up.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from shoumi.core.errors import Refused
from shoumi.core.refs import Ref


class NotProved(Refused):
    """No credential, or one that is over, somebody else's or for something else."""

    code = "cli.not_proved"


def proved(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """For an option that names who acts."""
    if value is not None and not ctx.resilient_parsing:
        require(value)
    return value


def require(actor: Ref) -> None:
    """
    Raises:
        NotProved
        RootFileMissing, RootFileExposed: the file is not its owner's alone.
    """
    from shoumi.base import clock
    from shoumi.base.api_tokens import queries
    from shoumi.base.api_tokens.rules import Scope
    from shoumi.base.vault import secret_files

    if clock.is_demo():
        return
    place = os.environ.get("SHOUMI_CREDENTIAL", "")
    if not place:
        raise NotProved
    token = secret_files.read_secret(Path(place)).decode("ascii", "replace").strip()
    found = queries.bearer(token=token, at=clock.now(), real_at=datetime.now(UTC))
    if found is None or found.person != actor or Scope.TERMINAL not in found.scopes:
        raise NotProved
