"""What a home that was put back from a copy shows: that it is sealed, and the way to open it.

A stranger sees that and nothing else.  Once its ledger is caught up people sign in, also by a
recovery code where a way in was replaced since the copy, make the token that a command asks them
for, and answer for the opening; every other address says why not.
"""

from __future__ import annotations

from django.urls import reverse

from shoumi.base.ledger import home_seal
from shoumi.base.ledger.errors import HomeSealed
from shoumi.base.ledger.home_seal import Stage
from shoumi.base.pages.access import Access, Who
from shoumi.base.pages.request import PageRequest
from shoumi.core.messages import Both

# Names of addresses: to come in, to prove it, to answer, and how a page looks.
WHILE_CAUGHT_UP = frozenset(
    {
        "sign-in",
        "sign-out",
        "step-up",
        "passkey-options",
        "passkey-answer",
        # Who lost a way to sign in comes in by a recovery code and adds another.
        "recover",
        "enrol",
        "enrol-password",
        "enrol-codes",
        "enrol-codes-begin",
        "enrol-passkey-options",
        "enrol-passkey",
        "enrol-recovery",
        "enrol-remove",
        "enrol-finish",
        "oidc-begin",
        "oidc-back",
        "play",
        "play-prove",
        "me",
        "me-end",
        "me-lock-down",
        "act-token-make",
        "act-token-revoke",
        "restore",
        "act-restore-open",
        "approval",
        "act-approve-change",
        "act-refuse-change",
        "act-withdraw-change",
    }
)
# Nothing of the home is asked for these.
ALWAYS = frozenset({"choose-language", "choose-theme", "unlock"})


def onward(request: PageRequest, sealed: HomeSealed) -> dict[str, object]:
    """Where whoever was refused goes on: nowhere until the ledger is caught up, then to open it."""
    if sealed.facts["stage"] != Stage.CAUGHT_UP:
        return {"is_end": True}
    words = ("登录，去启封", "Sign in to open it") if request.actor is None else _TO_OPEN
    return {"onward": (request.say(words), reverse("restore"))}


_TO_OPEN: Both = ("去启封", "To the opening")


def refusal(request: PageRequest, access: Access) -> HomeSealed | None:
    """Why the address that was asked for is shut; None: it is not.  To programs all are."""
    seal = home_seal.read()
    if seal is None:
        return None
    name = request.resolver_match.url_name if request.resolver_match else ""
    if name in ALWAYS:
        return None
    if seal.stage is Stage.PUT_BACK:
        # Sessions of the copy's day are nobody's any more.
        request.actor, request.actor_name, request.is_party = None, "", False
        request.roles, request.reach = frozenset(), frozenset()
        return HomeSealed(stage=seal.stage)
    is_open = access.who is not Who.BEARER and name in WHILE_CAUGHT_UP
    return None if is_open else HomeSealed(stage=seal.stage)
