"""A house whose passphrase lies on no disk waits for it after a restart: typed here by whoever has
it, over the same counters as a sign-in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.form_submission import submit
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.signin import passwords, throttle
from shoumi.base.signin.errors import PasswordsBusy
from shoumi.base.vault import passphrase_entry
from shoumi.core.messages import Both

_TITLE: Both = ("启用密钥", "Unlock the house")
_FIELDS = (
    Field(
        "passphrase",
        ("根密钥口令", "Passphrase of the root key"),
        Kind.HIDDEN,
        ("只放在内存里，重启机器后要再输入。", "Kept in memory alone, until the machine restarts."),
        most=passphrase_entry.MOST_CHARS,
        hints={"autocomplete": "off"},
    ),
)
# One counter for all who try, beside that of each address.
_WHOSE = "the passphrase of the house"


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: PageRequest) -> HttpResponse:
    filled = submit(_FIELDS, request, lambda given: _entered(request, given))
    told: dict[str, Any] = {
        "form": filled.form,
        "refused": filled.refused,
        "is_locked": passphrase_entry.is_locked(),
    }
    return page(request, "portal/unlock.html", _TITLE, told, status=filled.status)


def _entered(request: PageRequest, given: dict[str, Any]) -> bool:
    real_at = datetime.now(UTC)
    name = throttle.name_key(_WHOSE)
    place = throttle.address_key(str(request.META.get("REMOTE_ADDR", "")))
    throttle.reserve((name, place), real_at=real_at)
    try:
        with passwords.turn():
            passphrase_entry.enter(passphrase=given["passphrase"], at=request.at)
    except PasswordsBusy:
        throttle.not_looked_at(name, place, real_at=real_at)
        raise
    throttle.succeeded(name, place, real_at=real_at)
    return True
