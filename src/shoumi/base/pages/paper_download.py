"""A stored paper as it is handed out by a page: with its proof inside, under a name of its own."""

from __future__ import annotations

from django.http import HttpResponse

from shoumi.base.dossier import proofs
from shoumi.core.refs import Ref


def handed_out(document: str, name: str) -> HttpResponse:
    """
    Args:
        name: of the file, without its ending

    Raises:
        NoSuchDocument, DocumentDamaged, NoKey
    """
    answer = HttpResponse(proofs.issued(Ref(document)), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer
