"""A secret that was typed and refused does not come back in the page."""

from __future__ import annotations

import pytest

from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.tests.page_requests import asked
from shoumi.doors.console import handover_acts
from shoumi.doors.tests.visitors import Visitor
from shoumi.doors.verbs import recipient_keys

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

TYPED = "PZQM-VXKD-RHTW"


def test_a_recovery_code_that_is_refused_is_not_in_the_answer(house):
    answer = Visitor().post("/recover", {"code": TYPED}, secure=True)
    assert answer.status_code != 303
    assert 'name="code"' in (text := answer.content.decode())
    assert TYPED not in text


@pytest.mark.parametrize("sent", [TYPED, ""])
def test_text_of_several_lines_does_not_come_back_but_what_the_page_filled_in(sent):
    field = Field("x", ("标签", "label"), Kind.LONG, is_once=True, initial="prefilled")
    shown = forms.build((field,), asked(sent={"x": sent}), {}, is_sent=True)
    assert TYPED not in str(shown)
    fresh = forms.build((field,), asked(), {}, is_sent=False)
    assert "prefilled" in str(fresh)


def test_keys_that_are_pasted_are_such_text():
    verb = recipient_keys.HAND_IN
    fields = [*verb.fields, *verb.page.more]
    fields += [one for act in handover_acts.ACTS for one in act.fields]
    assert {one.is_once for one in fields if one.name == "key"} == {True}
