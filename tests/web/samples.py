"""For each parameter of an address: something that is there, and something that is not."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from django.apps import apps
from django.db.models import Model
from tests.web import visitors
from tests.web.routes import Route

from shoumi.base import clock
from shoumi.base.deals.models import Deal
from shoumi.base.ledger import reader
from shoumi.base.signin import enrolling
from shoumi.base.signin.models import Account
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

NOTHING = "0000000000000000"
# What is chosen from a closed list or is a secret names no object of the home.
CLOSED = {"lang": "en", "theme": "dark"}
SECRET = {"token": "not-a-token", "link": "not-a-link"}
_NONE = {"duty": "99.9", "position": "999999999"}


def prepare() -> None:
    """Do what the told home lacks: the head lost every way to sign in and is to be let in again."""
    now, head = datetime.now(UTC), visitors.founder(Role.HEAD)
    Account.objects.update_or_create(
        person_id=head, defaults={"handle": os.urandom(32), "enrolled_at": now}
    )
    officer = visitors.founder(Role.DPO)
    enrolling.ask_again(person=head, actor=officer, at=clock.now(), real_at=now)


class NoSample(LookupError):
    """Nothing in the home that this parameter could name: say in ``samples`` what it is."""


def there(route: Route) -> dict[str, str]:
    """Values of an object that is there, of the home's first deal.

    Raises:
        NoSample
    """
    deal = Deal.objects.order_by("number")[0]
    return {name: _there(name, deal) for name in route.takes}


def missing(route: Route) -> dict[str, str] | None:
    """The same, but the innermost object is none of the home's; None where nothing is named."""
    found = there(route)
    for name in reversed(list(route.takes)):
        if name in _NONE:
            return found | {name: _NONE[name]}
        if name not in CLOSED and name not in SECRET:
            value = found[name]
            none = f"{value.partition('-')[0]}-{NOTHING}" if "-" in value else _unlike(value)
            return found | {name: none}
    return None


def _unlike(value: str) -> str:
    return "999999999" if value.isdigit() else "none-such"


def _there(name: str, deal: Deal) -> str:
    if name == "deal":
        return deal.ref
    if name in CLOSED:
        return CLOSED[name]
    if name in SECRET:
        return SECRET[name]
    if name == "duty":
        return "13.2"
    if name == "position":
        return str(reader.latest(1, deal=Ref(deal.ref))[0].position)
    return str(_first(name, deal).ref)  # type: ignore[attr-defined]


def _first(name: str, deal: Deal) -> Model:
    """The first row of the table called ``name``; one of this deal if there is any."""
    for model in apps.get_models():
        fields = {field.name for field in model._meta.get_fields()}
        if model._meta.model_name != name.replace("_", "") or "ref" not in fields:
            continue
        rows = model._default_manager.order_by("pk")
        found = rows.filter(deal=deal.ref).first() if "deal" in fields else None
        found = found or rows.first()
        if found is not None:
            return found
    raise NoSample(name)
