"""Put a notice to the people of a deal: prepare, open, take answers in from paper, close."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from shoumi.base.gate import queries as tasks
from shoumi.base.messages import names
from shoumi.base.messages.text import day
from shoumi.base.pages import choices, operations
from shoumi.base.pages.acts import OF_DEAL, Act, Done
from shoumi.base.pages.forms import Field, Kind, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import about, seen
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.jobs import Long
from shoumi.chapters.consent.models import Campaign, Notice
from shoumi.chapters.consent.services import answers, campaigns
from shoumi.chapters.consent.services.errors import NotInvited
from shoumi.core.calendar import day_in_china
from shoumi.core.gate import Act as Verb
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Role

Place = Mapping[str, Any]


def _notices(request: PageRequest, place: Place) -> Iterator[Option]:
    """The approved texts of the deal, told apart by instrument and day."""
    found = Notice.objects.filter(deal=seen(request, place["deal"])).order_by("-id")
    for one in found:
        zh, en = names.pair(Instrument(one.instrument))
        on = day_in_china(one.approved_at)
        yield one.ref, (f"{zh}，{day(on, 'zh')}", f"{en}, {day(on, 'en')}")


def _campaigns(request: PageRequest, place: Place, state: rules.CampaignState) -> Iterator[Option]:
    for one in Campaign.objects.filter(deal=seen(request, place["deal"]), state=state):
        yield one.ref, names.pair(rules.Purpose(one.purpose))


def of_state(state: rules.CampaignState) -> Field:
    options = partial(_campaigns, state=state)
    return Field("campaign", ("告知", "Campaign"), Kind.ONE, options=options, of=Ref)


def _prepare(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    campaigns.prepare(deal=seen(request, deal), actor=request.who(), at=request.at, **given)
    return Done()


def _does(verb: Callable[..., object]) -> Callable[..., Done]:
    """``verb`` on a campaign of this very deal; the form lists no other."""

    def do(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
        seen(request, deal)
        verb(campaign=given["campaign"], actor=request.who(), at=request.at)
        return Done()

    return do


def works(kind: Long) -> Callable[..., Done]:
    """A long act on a campaign of this very deal."""

    def do(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
        ref = seen(request, deal)
        said = {name: value for name, value in given.items() if name != "campaign"}
        return operations.ask(request, kind, about=given["campaign"], deal=ref, given=said)

    return do


def _tasks(request: PageRequest, place: Place) -> Iterator[Option]:
    """The open tasks of this person to send notices in this deal."""
    for one in tasks.open_for(request.who(), request.at):
        if one.deal == place["deal"] and Verb.SEND in one.acts:
            words = choices.purpose_of(request, one)
            yield one.ref, (words, words)


TASK = Field(
    "task",
    ("任务", "Task"),
    Kind.ONE,
    ("目的是告知、能发送的任务。", "A task of giving notice that may send."),
    options=_tasks,
    of=Ref,
)


def _record(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    """One answer that came on paper; the code on it says whose it is."""
    seen(request, deal)
    found = campaigns.get(given["campaign"], rules.CampaignState.OPEN)
    invitation = campaigns.invitation(found, given["code"])
    if invitation is None:
        raise NotInvited
    said = answers.Said(Ref(invitation.subject), given["answer"], bool(given["guardian"]))
    answers.record(
        campaign=given["campaign"],
        answers=[said],
        channel=rules.Channel.PAPER,
        actor=request.who(),
        at=request.at,
    )
    return Done()


def act(slug: str, **more: Any) -> Act:
    return Act(**{"slug": slug, "place": OF_DEAL, "back": "deal", "facts": about, **more})


ACTS = (
    act(
        "campaign-prepare",
        title=("准备告知", "Prepare a campaign"),
        done=("告知已备好", "The campaign is ready"),
        do=_prepare,
        roles=(Role.DPO,),
        fields=(
            Field("notice", ("已批准的文本", "Approved text"), Kind.ONE, options=_notices, of=Ref),
            Field(
                "purpose",
                ("目的", "Purpose"),
                Kind.ONE,
                ("一次只问一件；同一目的只问一次。", "One purpose at a time, and each only once."),
                options=words_of(rules.Purpose),
                of=rules.Purpose,
            ),
            Field("recipient", ("接收方", "Recipient"), Kind.ONE, options=choices.parties, of=Ref),
        ),
        satisfies=frozenset({"campaign.prepared"}),
    ),
    act(
        "campaign-open",
        title=("开始告知", "Open the window"),
        done=("已邀请，时钟开始走", "Everyone is invited and the clock runs"),
        do=works(Long.OPEN),
        roles=(Role.DPO,),
        fields=(of_state(rules.CampaignState.PREPARED),),
        help=(
            "邀请这笔转让里的每个人。回执码随信发出，发送时再算，不在这里显示。",
            "Invites everyone of the deal. Codes go out with the letters and are not shown here.",
        ),
        is_final=True,
        is_fresh=True,
    ),
    act(
        "campaign-send",
        title=("写告知信", "Write the letters"),
        done=("告知信写好了", "The letters are written"),
        do=works(Long.SEND),
        roles=(Role.CS, Role.DPO, Role.OPS),
        fields=(
            of_state(rules.CampaignState.OPEN),
            TASK,
        ),
        help=(
            "给还没有信的人各写一行：姓名、手机、回执码。文件密封着等您下载，交给发送方后请删除。",
            (
                "A line for everybody who has no letter yet: name, mobile, code. The file waits "
                "sealed; download it for whoever delivers, then remove your copy."
            ),
        ),
        is_final=True,
        is_fresh=True,
    ),
    act(
        "campaign-record",
        title=("记录书面答复", "Record an answer on paper"),
        done=("答复已记录", "The answer is on record"),
        do=_record,
        roles=(Role.CS, Role.DPO),
        fields=(
            of_state(rules.CampaignState.OPEN),
            Field(
                "code",
                ("回执码", "Code"),
                Kind.HIDDEN,
                ("信上的二十个字符。", "The twenty characters on the letter."),
                most=40,
                hints={"autocomplete": "off"},
            ),
            Field(
                "answer",
                ("答复", "Answer"),
                Kind.ONE,
                options=(
                    (rules.Answer.REFUSED.value, ("不同意", "refused")),
                    (rules.Answer.GIVEN.value, ("同意", "agreed")),
                ),
                of=rules.Answer,
            ),
            Field(
                "guardian",
                ("监护人答复，身份已核验", "By the guardian, identity checked"),
                Kind.TICK,
                is_needed=False,
            ),
        ),
        is_final=True,
    ),
    act(
        "campaign-close",
        title=("结束告知", "Close the window"),
        done=("告知已结束，没有答复的算不同意", "Closed; who was silent has said no"),
        do=_does(campaigns.close),
        roles=(Role.DPO,),
        fields=(of_state(rules.CampaignState.OPEN),),
        satisfies=frozenset({"campaign.closed", "consent.satisfied"}),
        is_final=True,
        is_fresh=True,
    ),
)
