"""The yearly review by page, by command and over the API: asked for, approved, done, shown."""

from __future__ import annotations

import pytest

from shoumi.base.approvals.models import Approval
from shoumi.base.rotation.models import AlgorithmReview
from shoumi.core.calendar import day_in_china
from shoumi.core.vault.cryptoperiods import add_months
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
DO = "/keys/reviews/do/keys-review"


def middle(answer) -> str:
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_two_persons_review_it_by_page_and_the_page_of_keys_shows_it(house):
    security, dpo = signed_in(house[people.SECURITY]), signed_in(house.dpo)
    shown = middle(security.get("/keys"))
    assert "在用的算法" in shown
    assert "下次算法复核" in shown
    assert "AES-256-GCM" in middle(security.get(DO))
    given = {
        "decision": "keep",
        "findings": "对照建议，均可继续使用",
        "next_on": f"{day_in_china(add_months(house.at, 6))}",
    }
    security.act(DO, **given)
    wish = Approval.objects.get(action="rotation")
    shown = middle(dpo.get(f"/approvals/{wish.ref}"))
    assert "对照建议，均可继续使用" in shown
    assert "在用的算法" in shown
    dpo.act(f"/approvals/{wish.ref}/do/approve-change")
    security.act(DO, **given)
    one = AlgorithmReview.objects.get()
    assert "对照建议，均可继续使用" in middle(dpo.get(f"/keys/reviews/{one.ref}"))
    assert f"/keys/reviews/{one.ref}" in middle(dpo.get("/keys"))
