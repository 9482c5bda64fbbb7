"""What is wrong with a chosen name or password is said beside it, and nothing else is lost."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from shoumi.base import clock
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.signin import enrolment
from shoumi.core.refs import Ref
from shoumi.doors.tests.visitors import Visitor

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
GOOD = "四只灰鹤 cross a frozen lake"


@pytest.fixture
def invited(house):
    """Somebody who came by a link and chooses how to sign in, in either language."""
    times = {"at": clock.now(), "real_at": datetime.now(UTC)}
    made = accounts.enrol(name="何虚律", kind=Kind.STAFF, actor=house.dpo, at=clock.now())
    link = enrolment.invite(person=Ref(made.ref), actor=house.dpo, **times)

    def come(lang):
        visitor = Visitor(lang)
        visitor.post(f"/enter/{link}")
        return visitor

    return come


def beside(text, name):
    """What stands beside a field as being wrong with it."""
    (field,) = re.findall(
        rf'<div class="field[^>]*>(?:(?!<div class="field).)*field-{name}".*?</div>',
        text,
        re.DOTALL,
    )
    return " ".join(re.findall(r'class="field-error[^>]*>(.*?)</', field, re.DOTALL))


def chosen(visitor, **given):
    answer = visitor.post("/enrol/password", given)
    assert answer.status_code == 422
    return answer.content.decode()


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", "登录名不能是岗位或系统的名称"), ("en", "cannot be a name to sign in with")],
)
def test_a_login_name_that_is_a_role_is_told_as_what_it_is(invited, lang, said):
    text = chosen(invited(lang), login="head", password=GOOD)
    assert said in beside(text, "login")
    assert not beside(text, "password")
    assert "真实姓名" not in text
    assert "own name." not in text
    assert 'value="head"' in text


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "密码里含有登录名"), ("en", "contains the name to sign in with")]
)
def test_a_password_with_the_login_name_in_it_is_told_so(invited, lang, said):
    secret = "the old lawyer he.xulv sleeps well"
    text = chosen(invited(lang), login="he.xulv", password=secret)
    assert said in beside(text, "password")
    assert not beside(text, "login")
    assert 'value="he.xulv"' in text
    assert secret not in text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"login": "...", "password": GOOD}, "login"),
        ({"login": "he\u200bxulv", "password": GOOD}, "login"),
        ({"login": "he.xulv", "password": "short"}, "password"),
        ({"login": "he.xulv", "password": "aaaaaaaaaaaaaaaaaa"}, "password"),
    ],
)
def test_whatever_is_wrong_is_marked_where_it_is(invited, given, field):
    text = chosen(invited("zh"), **given)
    assert beside(text, field)
    other = {"login": "password", "password": "login"}[field]
    assert not beside(text, other)
    assert "姓名为空" not in text
