"""What those who answer for demands stated, as the dossier lists it.

The files they looked at stay with the house, for those who may open them there.
"""

from __future__ import annotations

from shoumi.base.attestations.models import Attestation
from shoumi.core.refs import Ref


def stated_of(deal: Ref, size: int) -> list[dict[str, object]]:
    """Of the house and of the deal, what the first ``size`` entries hold."""
    found = Attestation.objects.filter(deal__in=("", deal), position__lt=size).order_by("position")
    return [
        {
            "duty": said.duty,
            "evidence": bytes(said.evidence).hex(),
            "is_kept": bool(said.document),
            "kind": said.kind,
            "position": said.position,
        }
        for said in found
    ]
