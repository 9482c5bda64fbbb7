"""Parts of a page that cards bring: asked of each, and shown by the page with one ``include``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from shoumi.base import registry
from shoumi.base.pages.request import PageRequest
from shoumi.core.refs import Ref


class Filled(NamedTuple):
    """``told``  what the template shows, under the name ``panel``"""

    template: str
    told: Mapping[str, Any]


def filled(request: PageRequest, place: str, thing: Ref) -> list[Filled]:
    """Those that have something to show of ``thing``, in their order."""
    shown = ((one.template, one.show(request, thing)) for one in registry.panels(place))
    return [Filled(template, told) for template, told in shown if told is not None]
