"""What two persons agree on before keys are replaced or destroyed, or algorithms go on in use.

A passphrase is not among it, nor a digest of one, which could be guessed at: only that there will
be a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from shoumi.base.approvals.events import Action
from shoumi.base.approvals.rules import Change
from shoumi.base.rotation.events import Decision, What
from shoumi.base.vault import keyring, root
from shoumi.core.refs import Ref
from shoumi.core.vault.suites import Suite


def begins(what: What, targets: Sequence[str], suite: Suite | None, path: Path | None) -> Change:
    """Replace these keys.

    Raises:
        PassphraseBesideData: ``path`` is in the data folder of a real home.
    """
    if path is not None:
        root.require_apart(path)
    now = keyring.suite()
    return Change(
        Action.ROTATION,
        {
            "what": what,
            "targets": sorted(filter(None, targets)),
            "suite": (suite or now).name,
            "new_passphrase": path is not None,
        },
        {"suite": now.name},
    )


def retires(deal: Ref) -> Change:
    """Destroy the key of a deal."""
    return Change(Action.ROTATION, {"retire": True}, deal=deal)


def reviews(
    algorithms: Sequence[str], weak: Sequence[str], decision: Decision, findings: str, due: date
) -> Change:
    """Let these algorithms be used on, until ``due``."""
    return Change(
        Action.ROTATION,
        {
            "algorithms": list(algorithms),
            "weak": list(weak),
            "decision": decision,
            "findings": findings,
            "next_review": due.isoformat(),
        },
    )
