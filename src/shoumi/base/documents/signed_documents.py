"""The shorthand chapters use: make a paper, let a person sign it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.documents import signatures
from shoumi.base.documents.pdf import make_pdf, templates
from shoumi.core.calendar import CHINA, day_in_china
from shoumi.core.refs import Ref

__all__ = ["Signer", "make", "make_pdf", "moment", "people_sign", "signed"]

Signer = tuple[str, str, str, str]  # field, name, role zh, role en


def make(
    template: str, number: str, at: datetime, signers: Sequence[Signer] = (), /, **data: Any
) -> bytes:
    """One document, dated the day of ``at`` in China and marked where the home is a demo.

    Raises: as ``pdf.make_pdf``.
    """
    assert template in templates()
    return make_pdf(
        template,
        {
            "number": number,
            "date": day_in_china(at).isoformat(),
            "demo": clock.is_demo(),
            "signers": [
                {"field": field, "name": name, "role": role, "role_en": role_en}
                for field, name, role, role_en in signers
            ],
            **data,
        },
    )


def people_sign(
    pdf: bytes, person: Ref, name: str, reason: str, field: str | None, at: datetime
) -> bytes:
    """See ``signatures.sign``."""
    return signatures.sign(
        pdf, signer_ref=person, signer_name=name, reason=reason, at=at, field=field
    )


def signed(pdf: bytes, person: Ref, reason: str, field: str, at: datetime) -> bytes:
    """The document with the person's signature, by his or her own key."""
    return people_sign(pdf, person, accounts.person(person).name, reason, field, at)


def moment(at: datetime) -> str:
    """A moment as papers write it."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M} (UTC+8)"
