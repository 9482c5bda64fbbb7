"""For each parameter of an address: something that is there, and something that is not."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Model
from tests.web.routes import Route

NOTHING = "0000000000000000"
# What is chosen from a closed list or is a secret names no object of the home.
CLOSED = {"lang": "en", "theme": "dark"}
SECRET = {"token": "not-a-token", "link": "not-a-link"}
_FIXED = {"duty": ("13.2", "99.9"), "position": ("0", "999999999")}


class NoSample(LookupError):
    """Nothing in the home that this parameter could name: say in ``samples`` what it is."""


def there(route: Route) -> dict[str, str]:
    """Values of an object that is there; of the same deal where several are asked for.

    Raises:
        NoSample
    """
    deal = _first("deal", None) if "deal" in route.takes else None
    return {name: _there(name, deal) for name in route.takes}


def missing(route: Route) -> dict[str, str] | None:
    """The same, but the innermost object is none of the home's; None where nothing is named."""
    found = there(route)
    for name in reversed(list(route.takes)):
        if name in _FIXED:
            return found | {name: _FIXED[name][1]}
        if name not in CLOSED and name not in SECRET:
            value = found[name]
            none = f"{value.partition('-')[0]}-{NOTHING}" if "-" in value else _unlike(value)
            return found | {name: none}
    return None


def _unlike(value: str) -> str:
    return "999999999" if value.isdigit() else "none-such"


def _there(name: str, deal: Model | None) -> str:
    if name in CLOSED:
        return CLOSED[name]
    if name in SECRET:
        return SECRET[name]
    if name in _FIXED:
        return _FIXED[name][0]
    return str(_first(name, deal).ref)  # type: ignore[attr-defined]


def _first(name: str, deal: Model | None) -> Model:
    """The first row of the table called ``name``, one of the deal's if there is any."""
    for model in apps.get_models():
        fields = {field.name for field in model._meta.get_fields()}
        if model._meta.model_name != name.replace("_", "") or "ref" not in fields:
            continue
        rows = model._default_manager.order_by("pk")
        if deal is not None and "deal" in fields:
            rows = rows.filter(deal=deal.ref)  # type: ignore[attr-defined]
        found = rows.first()
        if found is not None:
            return found
    raise NoSample(name)
