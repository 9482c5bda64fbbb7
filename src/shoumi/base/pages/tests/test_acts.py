"""Acts as data: their addresses, to whom they are offered, and where they lead."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.urls import path

from shoumi.base.pages import acts
from shoumi.base.pages.access import Who, access_of
from shoumi.base.pages.acts import Act, BadAct, Done
from shoumi.core.terms import Role


def act(**more):
    given = {
        "slug": "try-it",
        "place": "things/<str:thing>",
        "title": ("试一试", "Try it"),
        "done": ("试过了", "Tried"),
        "do": lambda request, given, **place: Done("/"),
    }
    return Act(**{**given, **more})


@pytest.fixture(autouse=True)
def known(monkeypatch):
    monkeypatch.setattr(acts, "_acts", {})


def test_an_act_has_an_address_under_its_place():
    (made,) = acts.urls([act()])
    assert (str(made.pattern), made.name) == ("things/<str:thing>/do/try-it", "act-try-it")


def test_two_acts_of_one_name_are_a_bug():
    acts.urls([act()])
    with pytest.raises(BadAct):
        acts.urls([act(title=("另一个", "Another"))])


def test_the_page_of_an_act_is_for_its_roles_alone():
    (made,) = acts.urls([act(roles=(Role.DPO, Role.HEAD), is_fresh=True)])
    access = access_of(made.callback)
    assert (access.who, access.roles, access.is_fresh) == (
        Who.STAFF,
        frozenset({Role.DPO, Role.HEAD}),
        True,
    )


def test_an_act_is_found_by_what_it_brings():
    wanted = act(slug="file-it", brings=frozenset({"filing:loi"}))
    acts.urls([act(), wanted])
    assert acts.bringing("filing:loi") == [wanted]
    assert acts.bringing("filing:dpa") == []
    assert acts.named("file-it") is wanted
    assert acts.named("nothing") is None


def test_an_act_is_offered_to_who_may_do_it(settings):
    own = act(roles=(Role.DPO,))
    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": acts.urls([own])})
    assert acts.offered(own, frozenset({Role.DPO}), thing="a") == "/things/a/do/try-it"
    assert acts.offered(own, frozenset({Role.CS}), thing="a") == ""
    assert acts.offered(own, frozenset({Role.DPO}), other="a") == ""


def test_what_cannot_be_undone_asks_once_more():
    assert [field.name for field in act(is_final=True).all_fields()] == ["is_sure"]
    assert act().all_fields() == ()


def test_an_act_may_answer_with_a_page_of_its_own():
    shown = HttpResponse("once")
    assert acts._went(act(), Done(answer=shown), {}) is shown


urlpatterns = [path("", lambda request: HttpResponse(""), name="first")]
