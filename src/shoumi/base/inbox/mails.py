"""The mails of the inbox, each in the language of who gets it.

They say what it is and of which deal, by its number, and where it is done; never a name of anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from shoumi.base.inbox.models import Mailbox
from shoumi.base.messages import names
from shoumi.base.messages.text import full_day, minute, say
from shoumi.base.outbox import services as outbox
from shoumi.base.outbox.services import Draft
from shoumi.base.registry import InboxItem
from shoumi.base.transport import server_address
from shoumi.core.messages import Both, Lang
from shoumi.core.refs import SYSTEM, Ref

_SOON = timedelta(hours=24)
_CODE_SUBJECT: Both = ("确认你的邮箱", "Confirm your mail address")
_CODE: Both = (
    (
        "有人在守密为你登记了这个邮箱。确认码：\n\n    {code}\n\n"
        "登录后在“我的登录”里填入，24 小时内有效。确认之前，这里不会收到别的邮件。\n"
        "如果不认识守密，不用理会这封邮件。\n"
    ),
    (
        "Somebody gave this address for you at Shoumi. The code:\n\n    {code}\n\n"
        "Sign in and type it under “My log-ins” within 24 hours. Nothing else comes here before.\n"
        "If you do not know Shoumi, leave this mail alone.\n"
    ),
)
_ONE_SUBJECT: Both = ("等你处理：{what}", "Waiting for you: {what}")
_ONE: Both = (
    "{what}\n{about}\n这件事要两个人才能办，现在等你这一份。\n\n{where}\n",
    "{what}\n{about}\nIt takes two persons, and waits for your part.\n\n{where}\n",
)
_NEWS: Both = ("{what}\n{about}\n\n{where}\n", "{what}\n{about}\n\n{where}\n")
_DEAL: Both = ("转让：{number}\n", "Deal: {number}\n")
_UNTIL: Both = ("期限：{until}（北京时间）\n", "Until: {until}, China time\n")
_MANY_SUBJECT: Both = ("待办 {n} 件，{day}", "{n} in your inbox, {day}")
_MANY: Both = ("现在有 {n} 件事等你处理：\n\n{kinds}\n", "Waiting for you now: {n}\n\n{kinds}\n")
_KIND: Both = ("{kind} {n} 件{soon}\n{where}\n", "{kind}: {n}{soon}\n{where}\n")
_SOON_TOLD: Both = ("，其中 {n} 件 24 小时内到期", ", {n} due within 24 hours")
_INBOX: Both = ("在“待办”里办理", "See your inbox")
_FOOT: Both = (
    "\n要改变或停止这类邮件，请到“我的登录”。\n",
    "\nTo change or stop these mails, go to “My log-ins”.\n",
)


def send_code(box: Mailbox, code: str, *, actor: Ref, at: datetime) -> None:
    """Queue the code for the address it confirms, with the change it belongs to."""
    lang = lang_of(box.language)
    outbox.queue(
        to=Ref(box.ref),
        subject_line=say(_CODE_SUBJECT, lang),
        body=say(_CODE, lang, code=code),
        actor=actor,
        at=at,
    )


def one_thing(box: Mailbox, item: InboxItem, numbers: Mapping[str, str], key: str) -> Draft:
    """What takes two and waits, or is news."""
    lang = lang_of(box.language)
    what = say(item.what, lang)
    number = numbers.get(item.deal, "")
    about = say(_DEAL, lang, number=number) if number else ""
    if item.until is not None:
        about += say(_UNTIL, lang, until=minute(item.until))
    where = _where(lang, item.kind)
    return Draft(
        to=Ref(box.person_id),
        subject_line=say(_ONE_SUBJECT, lang, what=what)[:_MOST],
        body=_filled(_ONE if item.two else _NEWS, lang, what=what, about=about, where=where)
        + say(_FOOT, lang),
        key=key,
    )


_MOST = 120


def digest(box: Mailbox, items: Sequence[InboxItem], day: date, at: datetime, key: str) -> Draft:
    """How many of each kind wait, and how many of them not for long."""
    lang = lang_of(box.language)
    counts = Counter(item.kind for item in items)
    soon = Counter(item.kind for item in items if item.until and item.until <= at + _SOON)
    kinds = "\n".join(
        _filled(
            _KIND,
            lang,
            kind=names.of(kind, lang),
            n=str(n),
            soon=say(_SOON_TOLD, lang, n=soon[kind]) if soon[kind] else "",
            where=_where(lang, kind),
        )
        for kind, n in sorted(counts.items())
    )
    subject = say(_MANY_SUBJECT, lang, n=len(items), day=full_day(day, lang))
    body = _filled(_MANY, lang, n=str(len(items)), kinds=kinds) + say(_FOOT, lang)
    return Draft(to=Ref(box.person_id), subject_line=subject, body=body, key=key)


def queue(draft: Draft, deal: str, at: datetime) -> None:
    """
    Raises:
        AlreadyQueued: it was told before.
    """
    outbox.queue_many(drafts=[draft], actor=SYSTEM, at=at, deal=Ref(deal) if deal else None)


def lang_of(language: str) -> Lang:
    return "en" if language == "en" else "zh"


def _where(lang: Lang, kind: str) -> str:
    """The address of that part of the inbox; where these doors have no public name, in words."""
    site = server_address.public_site()
    return f"{site}/inbox?kind={kind}" if site else say(_INBOX, lang)


def _filled(both: Both, lang: Lang, **facts: str) -> str:
    """Parts that may be empty stay so; a page would show a dash for them."""
    return (both[0] if lang == "zh" else both[1]).format(**facts)
