"""A new signing key, and with that of the papers' authority its new root certificate."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.documents import signatures
from shoumi.base.documents.models import ROOT_NAME
from shoumi.base.vault.rotation.signer import SigningTurn


class SignerTurn(SigningTurn):
    """Of the root the certificate is made at once: every certificate after it is the new root's."""

    def move(self, at: datetime) -> int:
        moved = super().move(at)
        if moved and self._name == ROOT_NAME:
            signatures.root(at=at)
        return moved
