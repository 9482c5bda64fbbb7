"""After the letters: record those that came back, and remind once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.messages import names
from shoumi.base.messages.text import shown
from shoumi.base.pages.acts import Done
from shoumi.base.pages.form_submission import FieldErrors
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import about, seen
from shoumi.chapters.consent import queries, rules
from shoumi.chapters.consent.jobs import Long
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.pages import customer_view
from shoumi.chapters.consent.pages.campaigns import TASK, act, of_state, works
from shoumi.chapters.consent.services import bounces, campaigns
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_EITHER: Both = (
    "填一个回执码，或交一份文件；两样都填就都不作数。",
    "Give one code or one file, not both.",
)


def _bounced(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    """All of them or none; what is wrong stands at the field it is wrong in."""
    seen(request, deal)
    found = campaigns.get(given["campaign"], rules.CampaignState.OPEN)
    code, brought = given["code"].strip(), given["file"]
    if bool(code) == bool(brought):
        raise FieldErrors(bounces.Unfit(count=1), {"code": [_EITHER]})
    told = bounces.file(brought.read(), found) if brought else bounces.one(code, found)
    if told.points:
        unfit = bounces.Unfit(count=told.wrong)
        raise FieldErrors(unfit, {"file" if brought else "code": told.points})
    campaigns.came_back(
        campaign=Ref(found.ref), people=told.people, actor=request.who(), at=request.at
    )
    return Done()


def _remind(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    """Refused here and now where the one reminder is spent; the worker asks once more."""
    seen(request, deal)
    found = campaigns.get(given["campaign"], rules.CampaignState.OPEN)
    campaigns.may_remind(found, request.at)
    return works(Long.REMIND)(request, given, deal)


def _standing(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    """How each open campaign stands, so that nobody reminds twice."""
    yield from about(request, deal)
    for one in Campaign.objects.filter(deal=deal, state=rules.CampaignState.OPEN).order_by("id"):
        tally, lang = queries.tally(one), request.lang
        reminded: Both = ("还没有提醒过", "not reminded yet")
        if one.reminded_at:
            on = shown(one.reminded_at, lang)
            reminded = (f"{on} 提醒过，不能再提醒", f"reminded {on}, and never again")
        words: Both = (
            "{silent} 人没有答复，{unreached} 人没有送达；{reminded}；答复期到 {until}",
            "{silent} have not answered, {unreached} were not reached; {reminded}; open to {until}",
        )
        yield (
            names.pair(rules.Purpose(one.purpose)),
            request.say(
                words,
                silent=tally["silent"],
                unreached=tally["unreached"],
                reminded=request.say(reminded),
                until=customer_view.last_day(request, one.window_ends_at),
            ),
        )


ACTS = (
    act(
        "campaign-bounced",
        title=("登记退信", "Record letters that came back"),
        done=("已登记为没有送达", "On record as not delivered"),
        do=_bounced,
        roles=campaigns.SENDERS,
        fields=(
            of_state(rules.CampaignState.OPEN),
            Field(
                "code",
                ("一封：回执码", "One letter: its code"),
                Kind.HIDDEN,
                ("退回的信上的二十个字符。", "The twenty characters on the letter that came back."),
                is_needed=False,
                most=40,
                hints={"autocomplete": "off"},
            ),
            Field(
                "file",
                ("多封：CSV 文件", "Several: a CSV file"),
                Kind.FILE,
                (
                    "第一行写 code，下面每行一个回执码，UTF-8。有一行不对，整份都不记。",
                    "First line code, then one code a line, in UTF-8. One wrong line: none counts.",
                ),
                is_needed=False,
            ),
        ),
        help=(
            "没有送达的人不算沉默，也不提醒。登记退信不读任何人的联系方式。",
            "Who was not reached is not silent, and is not reminded. No contact data is read here.",
        ),
        is_final=True,
        facts=_standing,
    ),
    act(
        "campaign-remind",
        title=("提醒一次", "Remind once"),
        done=("提醒信写好了", "The reminders are written"),
        do=_remind,
        roles=campaigns.SENDERS[:2],
        fields=(of_state(rules.CampaignState.OPEN), TASK),
        help=(
            (
                "只提醒一次，答复期里才可以，只给收到信、还没答复的人；"
                "拒绝过的不再问（网络数据安全管理条例第二十二条）。提醒信密封着等您下载。"
            ),
            (
                "One reminder, while answers count, and only to those who got a letter and have "
                "not answered; after a no nobody is asked again (Network Data Security "
                "Regulation 22). The file waits sealed for you."
            ),
        ),
        is_final=True,
        is_fresh=True,
        facts=_standing,
    ),
)
