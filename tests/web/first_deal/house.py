"""The first day: an empty place becomes a house, ten people are let in by mail, roles are given."""

from __future__ import annotations

from tests.web import set_up_journey
from tests.web.first_deal import cast, students
from tests.web.first_deal.walk import FirstDeal
from tests.web.journeys import Journey, device
from tests.web.story import house
from tests.web.story.cast import BUYER, DPO, HEAD, HOLDER, HOUSE, SELLER, SUPERVISOR


def tell(walk: FirstDeal) -> None:
    _makes(walk)
    _lets_in(walk)
    house.grants(walk, len(HOUSE))
    _outsiders(walk)


def _makes(walk: FirstDeal) -> None:
    """By the link that ``serve`` printed; the officer is who sits there."""
    officer = walk.member(DPO)
    device(officer.window)
    way = Journey(officer.window, walk.shots)
    outside = walk.outside
    sms = {**outside.sms_account, "to": students.mobile(9999)}
    relay, stamps = outside.port, outside.stamps
    set_up_journey.goes(way, walk.served, relay, stamps, cast.INVITED, cast.SITE, sms)
    assert len(outside.gateway.sent) == 1, "the account was not tried by one message"
    walk.stage("从空目录建好一家", officer, "设置", f"{way.stages} 步")


def _lets_in(walk: FirstDeal) -> None:
    """Everybody takes the link from the own mail, sets a password and a passkey."""
    links = set_up_journey.invited(walk.outside.inbox)
    people = {HEAD: cast.HEAD_MAIL, **{name: mail for name, mail, _ in cast.INVITED}}
    assert set(links) == set(people.values()), links
    for number, (name, mail) in enumerate(people.items()):
        one = walk.member(name)
        one.accepts(walk.own(links[mail]), f"lute-{number}", cast.PASSWORD)
        assert one.is_at("/"), one.page.url
    walk.stage("从邮件里的链接进来，各设密码和通行密钥", one, "今日", f"{len(people)} 人")


def _outsiders(walk: FirstDeal) -> None:
    """The sides and the supervisor are enrolled by page; their link is handed over."""
    kinds = {**dict.fromkeys((SELLER, HOLDER, BUYER), "当事方"), SUPERVISOR: "外部人员"}
    for number, (name, kind) in enumerate(kinds.items()):
        admits(walk, name, kind, f"harp-{number}")
    walk.stage("当事方与监督员凭当面交的链接进来", walk.by(SUPERVISOR), SUPERVISOR)
    house.asks(walk, SUPERVISOR, "SUP")
    house.grants(walk, 1)


def admits(walk: FirstDeal, name: str, kind: str, login: str) -> None:
    """Enrolled by page, and in by the link that is handed over."""
    house.enrols(walk, name, kind)
    link = _made_link(walk, walk.found[f"person {name}"])
    walk.member(name).accepts(link, login, cast.PASSWORD)


def _made_link(walk: FirstDeal, person: str) -> str:
    """Shown once, on the page that answers the form."""
    officer = walk.by(DPO)
    officer.goes(person)
    officer.follows(officer.link("do/invite"))
    officer.presses()
    return officer.page.inner_text("main pre.bytes")
