"""An answer counts once, for its question, in the browser that began, and for five minutes."""

from __future__ import annotations

import pytest

from shoumi.base.signin import oidc, rules
from shoumi.base.signin.errors import (
    FlowOver,
    NotLetIn,
    Throttled,
)
from shoumi.base.signin.models import Flow
from shoumi.base.signin.oidc import Aim
from shoumi.base.signin.tests.identity import (
    come,
)
from shoumi.base.signin.tests.people import (
    NOW,
    SECOND,
    both,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.mark.parametrize(
    "answer",
    [
        {"state": "another"},
        {"state": None},
        {"state": "令"},
        {"code": None},
        {"code": "x" * 3000},
        {"code": "never-given"},
        {"error": "access_denied"},
        {"iss": "https://evil.example"},
        {"iss": None},
    ],
)
def test_an_answer_that_is_not_to_this_question_lets_nobody_in(bound, answer):
    """Among them the mix-up of providers (RFC 9207)."""
    with pytest.raises(NotLetIn):
        come(bound, **answer)


def test_an_answer_is_taken_once(bound):
    begun = oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)
    answer = bound.visit(begun.url)
    given = {"cookie": begun.cookie, "answer": answer, **both()}
    assert oidc.end(**given).token
    with pytest.raises(FlowOver):
        oidc.end(**given)


def test_a_code_that_was_used_is_worth_nothing_in_another_flow(bound):
    begun = oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)
    code = bound.visit(begun.url)["code"]
    bound.codes[code] = dict(bound.codes[code])
    with pytest.raises(NotLetIn):  # PKCE: it belongs to the other verifier
        come(bound, code=code)


def test_an_answer_belongs_to_the_browser_that_began(bound):
    mine, theirs = (oidc.begin(aim=Aim.SIGN_IN, real_at=NOW) for _ in range(2))
    for cookie in ("", "made-up", "令牌"):
        with pytest.raises(FlowOver):
            oidc.end(cookie=cookie, answer=bound.visit(mine.url), **both())
    with pytest.raises(NotLetIn):
        oidc.end(cookie=theirs.cookie, answer=bound.visit(mine.url), **both())


def test_a_flow_is_over_after_five_minutes_and_is_swept_away(bound):
    begun = oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)
    with pytest.raises(FlowOver):
        come(bound, begun=begun, real_at=NOW + rules.FLOW_VALID)
    oidc.begin(aim=Aim.SIGN_IN, real_at=NOW + rules.FLOW_VALID + SECOND)
    assert Flow.objects.count() == 1


def test_whoever_fails_again_and_again_waits(bound):
    bound.claims = {"nonce": "another"}
    for _ in range(rules.FREE_TRIES):
        with pytest.raises(NotLetIn):
            come(bound)
    with pytest.raises(Throttled):
        come(bound)
