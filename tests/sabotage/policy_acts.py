"""Publishing a policy: shut by 10.1 alone, so what else is broken leaves it open."""

from __future__ import annotations

from tests.sabotage.act import Act, cast, ref_of
from tests.sabotage.place import Place


def drafted(place: Place) -> str:
    """A new version with the built-in register, approved by two."""
    from shoumi.chapters.policies import rules, services
    from shoumi.core.terms import HandlerTier, Role

    people = cast()
    made = services.draft(
        items=list(rules.Item), register=rules.built_in_register(), tier=HandlerTier.SMALL,
        actor=place[people.DPO], at=place.at,
    )  # fmt: skip
    for name, role in ((people.DPO, Role.DPO), (people.LEGAL, Role.LEG)):
        services.approve(version=ref_of(made.ref), role=role, actor=place[name], at=place.at)
    return str(made.ref)


def _publish(place: Place, version: str) -> None:
    from shoumi.chapters.policies import services

    services.publish(version=ref_of(version), actor=place[cast().DPO], at=place.at)


PUBLISH = Act(
    "publish_policy",
    ("mandate", "listed"),
    drafted,
    {
        "service": _publish,
        "command": lambda place, version: place.shoumi(
            "policy", "publish", version, as_=cast().DPO
        ),
        "page": lambda place, version: place.page(
            cast().DPO, f"/policies/{version}/do/policy-publish", is_sure="on"
        ),
        "operation": lambda place, version: place.call(cast().DPO, f"/policies/{version}/publish"),
    },
    apart="publish_policy",
)
