"""Long work that a person asks for on a page."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.http import HttpResponseRedirect
from django.urls import reverse

from shoumi.base.operations import requests
from shoumi.base.pages.acts import Done
from shoumi.base.pages.request import PageRequest
from shoumi.core.refs import Ref


def ask(
    request: PageRequest,
    kind: StrEnum,
    *,
    about: Ref,
    deal: Ref,
    given: Mapping[str, Any] | None = None,
) -> Done:
    """Queue the work and go to where it is told of.

    Raises:
        UnderWay: somebody asked for the same already, and it has not ended.
    """
    made = requests.ask(kind=kind, about=about, deal=deal, given=given or {}, actor=request.who())
    href = reverse("work", kwargs={"work": made.ref})
    return Done(answer=HttpResponseRedirect(href, status=303))
