"""Promises about keys and algorithms: 3.4."""

from __future__ import annotations

from datetime import timedelta

from tests.sabotage.break_case import cast
from tests.sabotage.place import Place, Refusal


def _approved(place: Place, act: str, **given: str) -> None:
    """The security officer asks, the head approves, the security officer does it."""
    from shoumi.base.approvals.models import Approval

    people = cast()
    said = place.try_page(people.SECURITY, act, **given)
    wish = Approval.objects.filter(state="open").first()
    if wish is None:
        raise Refusal(f"nothing is asked for by {act}: {said}")
    place.page(people.HEAD, f"/approvals/{wish.ref}/do/approve-change")
    place.page(people.SECURITY, act, **given)


def overdue_review(place: Place) -> None:
    """The algorithms were reviewed, and the next day went by forty days ago."""
    from shoumi.base.rotation.models import AlgorithmReview
    from shoumi.base.tests import authenticated

    review_again(place)
    long_ago = place.at - timedelta(days=40)
    authenticated.change(
        AlgorithmReview.objects, reviewed_at=long_ago - timedelta(days=90), due_at=long_ago
    )
    place.a_minute_later()


def review_again(place: Place) -> None:
    from shoumi.core.calendar import day_in_china

    _approved(
        place,
        "/keys/reviews/do/keys-review",
        decision="keep",
        findings="对照建议，均可继续使用",
        next_on=f"{day_in_china(place.at) + timedelta(days=300)}",
    )


def old_signing_key(place: Place) -> None:
    """As time alone would leave the ledger's key, fourteen months on."""
    from shoumi.base.vault.models import SigningKey

    SigningKey.objects.filter(name="log").update(created_at=place.at - timedelta(days=430))
    place.a_minute_later()


def new_signing_keys(place: Place) -> None:
    _approved(place, "/keys/do/rotate-keys", what="signing")
    place.work_on()
