"""Refusals of the dossier."""

from __future__ import annotations

from shoumi.core.errors import Conflict


class DossierExists(Conflict):
    """Something lies where the dossier should go; a dossier is never written over."""

    code = "dossier.exists"


class DossierBroken(Conflict):
    """What was given does not verify, so no dossier was made: names the first place."""

    code = "dossier.broken"
