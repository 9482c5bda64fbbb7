"""Promises about keys and algorithms: 3.4."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from tests.sabotage import deal_breaks, house_breaks, incident_breaks, vendor_breaks
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


def keys_nearly_over(place: Place) -> None:
    """Thirteen months less a minute: then nothing new is stored any more."""
    from shoumi.core.vault.cryptoperiods import WRAPPING

    _all_but_keys_renewed(place, WRAPPING.over_at)


def keys_nearly_shut(place: Place) -> None:
    """Fourteen months less a minute: then nothing is read either."""
    from shoumi.core.vault.cryptoperiods import WRAPPING

    _all_but_keys_renewed(place, WRAPPING.shut_at)


def _all_but_keys_renewed(place: Place, end: Callable[[datetime], datetime]) -> None:
    """By the clock alone: people state again what they stated and assess again, and nobody thinks
    of the keys."""
    from shoumi.base.vault.models import Kek

    oldest = Kek.objects.order_by("created_at").values_list("created_at", flat=True)[0]
    until = end(oldest) - timedelta(minutes=1)
    place.go(seconds=(until - place.at).total_seconds())
    place.sign_in_again()
    for demand in place.stated:
        house_breaks.state_again(demand)(place)
    place.keep_copies()
    place.renew_root()
    deal_breaks.assess_again(place)
    review_again(place)
    if vendor_breaks.is_there():
        vendor_breaks.review_again(place)
    incident_breaks.call_everybody(place)
    incident_breaks.renew_plan(place)


def two_minutes_go_by(place: Place) -> None:
    place.go(minutes=2)


def every_key(place: Place) -> None:
    """Each kind that is over is replaced, by page."""
    from shoumi.base.vault import queries
    from shoumi.core.vault.cryptoperiods import Age

    review_again(place)
    for _ in range(6):
        over = [one.what for one in queries.ages(place.at) if one.age is Age.OVER]
        if not over:
            return
        house_breaks.new_keys(place, {"subject": "data"}.get(over[0], over[0]))
    raise Refusal(f"keys are still over: {over}")


def old_signing_key(place: Place) -> None:
    """As time alone would leave the ledger's key, fourteen months on."""
    from shoumi.base.vault.models import SigningKey

    SigningKey.objects.filter(name="log").update(created_at=place.at - timedelta(days=430))
    place.a_minute_later()


def new_signing_keys(place: Place) -> None:
    _approved(place, "/keys/do/rotate-keys", what="signing")
    place.work_on()
