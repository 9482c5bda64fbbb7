"""The verb by which staff accept the policy in force."""

from __future__ import annotations

from typing import Any

from shoumi.base.verbs import OnPage, OnTerminal, Verb
from shoumi.chapters.policies.acceptance_models import PolicyAcceptance
from shoumi.chapters.policies.services import acceptances
from shoumi.chapters.policies.verbs.place import VERSION, in_api


def told(made: PolicyAcceptance) -> dict[str, Any]:
    return {"ref": made.ref, "version": made.version, "at": made.at}


ACCEPT = Verb(
    noun="policy",
    name="accept",
    on=VERSION,
    do=lambda call: acceptances.accept(version=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("确认读过并遵守", "Accept this version"),
    done=("已确认", "Accepted"),
    roles=acceptances.ACCEPTERS,
    help=(
        "确认您读过这一版，并照着做；新版施行后再问一次。",
        "Say that you have read this version and keep it; the next one is asked about anew.",
    ),
    button=("确认", "Accept"),
    page=OnPage(back="policy"),
    command=OnTerminal(),
    operation=in_api("Accept the policy in force.", "PolicyAcceptanceLine", told),
)
VERBS = (ACCEPT,)
