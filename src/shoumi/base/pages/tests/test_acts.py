"""Acts as data: their addresses, to whom they are offered, and where they lead."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.urls import path

from shoumi.base.messages.text import say
from shoumi.base.pages import acts
from shoumi.base.pages.access import Who, access_of
from shoumi.base.pages.act_groups import Offer
from shoumi.base.pages.acts import Act, BadAct, Done
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.tests.page_requests import asked
from shoumi.core.errors import DomainError
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
    wanted = act(slug="file-it", satisfies=frozenset({"filing:loi"}))
    acts.urls([act(), wanted])
    assert acts.satisfying("filing:loi") == [wanted]
    assert acts.satisfying("filing:dpa") == []
    assert acts.named("file-it") is wanted
    assert acts.named("nothing") is None


def test_an_act_is_offered_to_who_may_do_it(settings):
    own = act(roles=(Role.DPO,))
    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": acts.urls([own])})
    assert acts.offered(own, asking(Role.DPO), thing="a") == "/things/a/do/try-it"
    assert acts.offered(own, asking(Role.CS), thing="a") == ""
    assert acts.offered(own, asking(Role.DPO), other="a") == ""


def test_an_act_of_the_staff_is_offered_to_no_side_of_a_deal(settings):
    every, ours = act(slug="sign-it", who=Who.SIGNED_IN), act()
    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": acts.urls([every, ours])})
    side = asking(Role.TE, is_party=True)
    assert acts.offered(ours, side, thing="a") == ""
    assert acts.offered(every, side, thing="a") == "/things/a/do/sign-it"


def offers(place, thing) -> list[Offer]:
    found = acts.arranged(asking(), place, (), thing=thing)
    return [one for _, some in found.groups for one in some]


def test_an_act_that_the_service_would_refuse_now_says_so_instead(settings):
    def refuse(request, thing):
        if thing == "shut":
            raise Refused

    one = act(requires=refuse)
    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": acts.urls([one])})
    assert [each.why for each in offers(one.place, "open")] == [""]
    assert [each.why for each in offers(one.place, "shut")] == ["不行"]


def test_an_act_with_nothing_to_choose_from_says_what_is_lacking(settings):
    def options(request, place):
        return [("a", ("甲", "A"))] if place["thing"] == "some" else []

    label = ("里程碑", "Milestone")
    empty = ("先开出里程碑。", "Open one first.")
    needed = act(fields=(Field("stage", label, Kind.ONE, options=options, empty=empty),))
    other = Field("s", label, Kind.ONE, options=options, is_needed=False)
    free = act(slug="other", fields=(other,))
    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": acts.urls([needed, free])})
    assert [each.why for each in offers(free.place, "some")] == ["", ""]
    told = {each.href: each.why for each in offers(free.place, "none")}
    assert told == {
        "/things/none/do/other": "",
        "/things/none/do/try-it": "没有可选的“里程碑”。先开出里程碑。",
    }


class Refused(DomainError):
    code = "test.refused"


def asking(*roles, is_party=False):
    def said(both, **facts):
        return say(both, "zh", **facts)

    return SimpleNamespace(
        roles=frozenset(roles), is_party=is_party, say=said, tell=lambda error: ("不行", "")
    )


def test_what_cannot_be_undone_asks_once_more():
    assert [field.name for field in act(is_final=True).all_fields(asked(), {})] == ["is_sure"]
    assert act().all_fields(asked(), {}) == ()


def test_rows_stand_between_the_fields_of_an_act_and_its_tick():
    own, row = Field("own", ("甲", "A")), Field("row", ("乙", "B"))
    made = act(fields=(own,), rows=lambda request, place: [row], is_final=True)
    assert [field.name for field in made.all_fields(asked(), {})] == ["own", "row", "is_sure"]


def test_an_act_may_answer_with_a_page_of_its_own():
    shown = HttpResponse("once")
    assert acts._went(asked(), act(), Done(answer=shown), {}) is shown


urlpatterns = [path("", lambda request: HttpResponse(""), name="first")]
