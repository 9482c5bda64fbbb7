"""Mail addresses of people of the house: one's own, and that of another; what is sent there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.commands import lookup
from shoumi.base.inbox import mailboxes, queries, rules
from shoumi.base.inbox.models import Mailbox
from shoumi.base.inbox.rules import Digest, Language
from shoumi.base.pages.access import Who
from shoumi.base.pages.forms import Field, Kind, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Place, Verb
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

PERSON = Place(
    "person",
    "people/<str:person>",
    lambda request, ref: Ref(accounts.person(Ref(ref)).ref),
    lookup.person,
)
ME = Place("", "me")
_ADDRESS: Both = ("邮箱", "Mail address")
_SENT: Both = (
    "确认码已寄出，确认之前不发通知",
    "A code was sent; no notices before it is confirmed",
)
_CODE_FIRST: Both = (
    "会寄去一个确认码，本人在“我的登录”里填入后才发通知。邮件里没有个人信息，只有事项、编号和链接。",
    (
        "A code goes there; notices begin once its owner types it under “My log-ins”. Mails say "
        "what, of which deal by number, and where; nobody is named."
    ),
)
_NO_MORE: Both = (
    "不再往那里发任何邮件；待办照常在页面上。",
    "Nothing is sent there any more; the inbox stays on its page.",
)
ADDRESS = Field(
    "address",
    _ADDRESS,
    most=254,
    hints={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
)


def _give(call: Call) -> Mailbox:
    return mailboxes.give(
        person=call.on, actor=call.actor, at=call.at, real_at=datetime.now(UTC), **call.given
    )


def _give_own(call: Call) -> Mailbox:
    return mailboxes.give(
        person=call.actor, actor=call.actor, at=call.at, real_at=datetime.now(UTC), **call.given
    )


def _remove(call: Call) -> None:
    mailboxes.remove(person=call.on, actor=call.actor, at=call.at)


def _remove_own(call: Call) -> None:
    mailboxes.remove(person=call.actor, actor=call.actor, at=call.at)


def _again(call: Call) -> Mailbox:
    return mailboxes.send_again(actor=call.actor, at=call.at, real_at=datetime.now(UTC))


def _confirm(call: Call) -> Mailbox:
    return mailboxes.confirm(actor=call.actor, at=call.at, real_at=datetime.now(UTC), **call.given)


def _choose(call: Call) -> Mailbox:
    return mailboxes.choose(actor=call.actor, at=call.at, **call.given)


def _nothing(made: object) -> Mapping[str, Any]:
    return {}


def _whose(request: PageRequest, person: str) -> Iterator[tuple[Both, object]]:
    """
    Raises:
        NoSuchPerson
    """
    yield ("人员", "Person"), accounts.person(Ref(person)).name


def _now(name: str) -> Any:
    """What stands in a field: what is chosen now."""

    def initial(request: PageRequest, place: Mapping[str, Any]) -> object:
        box = queries.mailbox(request.who())
        chosen: Mapping[str, object] = {
            "at_once": bool(box and box.at_once_since),
            "digest": rules.digest_of(box.digest_at if box else None).value,
            "language": box.language if box else request.lang,
        }
        return chosen[name]

    return initial


_LANGUAGE = Field(
    "language",
    ("邮件用哪种语言", "Language of the mails"),
    Kind.ONE,
    options=words_of(Language),
    of=Language,
    initial=_now("language"),
    default=Language.ZH.value,
)
GIVE = Verb(
    noun="person",
    name="mail",
    on=PERSON,
    do=_give,
    tells=_nothing,
    title=("登记邮箱", "Give a mail address"),
    done=_SENT,
    roles=mailboxes.GIVERS,
    fields=(ADDRESS,),
    help=_CODE_FIRST,
    button=("登记", "Give it"),
    page=OnPage(back="person", facts=_whose),
    command=OnTerminal(values=("address",)),
)
REMOVE = Verb(
    noun="person",
    name="mail-remove",
    on=PERSON,
    do=_remove,
    tells=_nothing,
    title=("删除邮箱", "Remove the mail address"),
    done=("邮箱已删除", "The address is removed"),
    roles=mailboxes.GIVERS,
    help=_NO_MORE,
    button=("删除", "Remove it"),
    page=OnPage(back="person", facts=_whose),
    command=OnTerminal(),
)
OF_PERSON = (GIVE, REMOVE)
OWN = (
    Verb(
        noun="inbox",
        name="address",
        on=ME,
        do=_give_own,
        tells=_nothing,
        title=("填写或更换邮箱", "Give or change your mail address"),
        done=_SENT,
        who=Who.SIGNED_IN,
        fields=(ADDRESS, _LANGUAGE),
        help=_CODE_FIRST,
        button=("寄确认码", "Send the code"),
        page=OnPage(back="me"),
        command=OnTerminal(values=("address",)),
    ),
    Verb(
        noun="inbox",
        name="confirm",
        on=ME,
        do=_confirm,
        tells=_nothing,
        title=("确认邮箱", "Confirm your mail address"),
        done=("邮箱已确认，通知从现在起发到那里", "Confirmed; notices go there from now on"),
        who=Who.SIGNED_IN,
        fields=(
            Field(
                "code",
                ("邮件里的确认码", "The code from the mail"),
                help=("八个字母，如 ABCD-EFGH", "Eight letters, such as ABCD-EFGH"),
                most=40,
                hints={"autocomplete": "one-time-code", "spellcheck": "false"},
            ),
        ),
        button=("确认", "Confirm"),
        page=OnPage(back="me"),
        command=OnTerminal(values=("code",)),
    ),
    Verb(
        noun="inbox",
        name="code",
        on=ME,
        do=_again,
        tells=_nothing,
        title=("重发确认码", "Send another code"),
        done=("新的确认码已寄出，旧的作废", "Another code was sent; the one before is void"),
        who=Who.SIGNED_IN,
        button=("重发", "Send it"),
        page=OnPage(back="me"),
        command=OnTerminal(),
    ),
    Verb(
        noun="inbox",
        name="choose",
        on=ME,
        do=_choose,
        tells=_nothing,
        title=("选择收哪些邮件", "Choose which mails you get"),
        done=("已按选择发送", "Mails go as chosen"),
        who=Who.SIGNED_IN,
        fields=(
            Field(
                "at_once",
                ("要两个人办的事，一到就告知", "Tell me at once of what takes two persons"),
                Kind.TICK,
                is_needed=False,
                initial=_now("at_once"),
            ),
            Field(
                "digest",
                ("工作日汇总", "Digest on working days"),
                Kind.ONE,
                ("北京时间；没有待办的那天不发。", "China time; none on a day when nothing waits."),
                options=words_of(Digest),
                of=Digest,
                initial=_now("digest"),
                default=Digest.AT_0830.value,
            ),
            _LANGUAGE,
        ),
        button=("保存", "Save"),
        page=OnPage(back="me"),
        command=OnTerminal(),
    ),
    Verb(
        noun="inbox",
        name="address-remove",
        on=ME,
        do=_remove_own,
        tells=_nothing,
        title=("删除邮箱", "Remove your mail address"),
        done=("邮箱已删除", "The address is removed"),
        who=Who.SIGNED_IN,
        help=_NO_MORE,
        button=("删除", "Remove it"),
        page=OnPage(back="me"),
        command=OnTerminal(),
    ),
)
