"""A policy that keeps data longer, published by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base import registry
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.doors.tests.house import House
from shoumi.doors.tests.visitors import signed_in


def longer() -> dict[str, Any]:
    """The field as it is registered, but for how long it is kept: the assessment still stands."""
    rule = registry.field_register()["mobile"]
    return {
        "field": "mobile",
        "grade": rule.grade.value,
        "purposes": sorted(rule.purposes),
        "basis": rule.basis.value,
        "retention_days": "3650",
        **({"is_necessary": "on"} if rule.is_necessary else {}),
        **({"is_sensitive": "on"} if rule.is_sensitive else {}),
        **({"is_indexed": "on"} if rule.is_indexed else {}),
    }


def do(who: str, address: str, **given: Any) -> Any:
    return signed_in(who).post(address, {"is_sure": "on", **given})


def publish(house: House, **given: Any) -> Iterator[str]:
    """The address of the draft, before it is approved and after it is published."""
    runs = PolicyVersion.objects.get(state="PUBLISHED")
    assert do(house.dpo, f"/policies/{runs.ref}/do/policy-change", **given).status_code == 303
    draft = PolicyVersion.objects.order_by("-number").first()
    assert draft is not None
    at = f"/policies/{draft.ref}"
    yield at
    assert do(house.dpo, f"{at}/do/policy-approve", role="DPO").status_code == 303
    assert do(house.legal, f"{at}/do/policy-approve", role="LEG").status_code == 303
    assert do(house.dpo, f"{at}/do/policy-publish").status_code == 303
    yield at
