"""Access tokens on one's own page: made after a fresh proof, shown once, ended at once."""

from __future__ import annotations

import re

import pytest

from shoumi.base.api_tokens.models import Token
from shoumi.base.api_tokens.rules import is_shaped
from shoumi.doors.api.tests.programs import Program, token_of
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

MAKE = "/me/do/token-make"
FORM = {"name": "财务对接", "scopes": ["deals:read", "duties:read"], "days": "30"}


def made(visitor, **more):
    return visitor.post(MAKE, {**FORM, **more}, secure=True)


def text_of(answer):
    found = re.search(r"shoumi_[0-9A-Za-z]{49}", answer.content.decode())
    return found[0] if found else ""


def test_a_token_is_made_shown_once_and_works(house):
    visitor = signed_in(house.dpo)
    answer = made(visitor)
    text = text_of(answer)
    assert is_shaped(text)
    assert answer.headers["Cache-Control"] == "no-store"
    assert Program(text).read("/duties").status_code == 200
    page = visitor.get("/me").content.decode()
    assert "财务对接" in page
    assert "有效" in page
    assert text not in page


def test_who_did_not_just_prove_who_it_is_proves_it_first(house):
    visitor = signed_in(house.dpo, is_fresh=False)
    for answer in (visitor.get(MAKE), made(visitor)):
        assert (answer.status_code, answer.headers["Location"][:8]) == (303, "/step-up")
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"days": "91"}, {"days": "0"}, {"scopes": ["all"]}, {"scopes": []}, {"name": ""}],
    ids=str,
)
def test_what_does_not_fit_makes_none(house, wrong):
    assert made(signed_in(house.dpo), **wrong).status_code == 422
    assert not Token.objects.exists()


def test_what_takes_a_fresh_proof_on_pages_is_given_for_a_day(house):
    visitor = signed_in(house.dpo, lang="en")
    answer = made(visitor, scopes=["customers:reveal"], days="7")
    assert answer.status_code == 422
    assert "24 hours" in answer.content.decode()
    assert text_of(made(visitor, scopes=["customers:reveal"], days="1"))


def test_a_token_is_revoked_on_its_page(house):
    visitor, text = signed_in(house.dpo), token_of(house.dpo)
    ref = Token.objects.get().ref
    assert "撤销" in visitor.get(f"/me/tokens/{ref}/do/token-revoke").content.decode()
    visitor.act(f"/me/tokens/{ref}/do/token-revoke")
    assert Program(text).read("/duties").status_code == 401


def test_a_token_of_somebody_else_is_not_there(house):
    token_of(house.dpo)
    ref = Token.objects.get().ref
    visitor = signed_in(house[people.MARKETING])
    for address in (ref, "token-0000000000000000"):
        answer = visitor.get(f"/me/tokens/{address}/do/token-revoke")
        assert answer.status_code == 404
        assert visitor.act(f"/me/tokens/{address}/do/token-revoke").status_code in (404, 422)
    assert Token.objects.get().revoked_at is None


def test_a_party_of_a_deal_has_no_tokens_on_its_page(house):
    visitor = signed_in(house.buyer)
    assert "访问令牌" not in visitor.get("/me").content.decode()
    assert visitor.get(MAKE).status_code == 404


def test_the_page_costs_the_same_whoever_has_tokens(house, django_assert_max_num_queries):
    visitor = signed_in(house.dpo)
    for _ in range(5):
        token_of(house.dpo)
    with django_assert_max_num_queries(60):
        visitor.get("/me")
