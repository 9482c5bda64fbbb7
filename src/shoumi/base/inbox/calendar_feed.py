"""What is due for a person, as a calendar that programs subscribe to (RFC 5545).

An entry says what it is and the number of its deal, never a name of anybody.  What waits and has no
time is one entry of today, with its number.
"""

from __future__ import annotations

from datetime import datetime, time
from hashlib import sha256

from shoumi.base.deals import queries as deals
from shoumi.base.inbox import mails, queries
from shoumi.base.inbox.models import CalendarLink
from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.registry import InboxItem
from shoumi.base.transport import server_address
from shoumi.core import icalendar
from shoumi.core.calendar import CHINA, day_in_china
from shoumi.core.icalendar import Entry
from shoumi.core.messages import Both, Lang
from shoumi.core.refs import Ref

_NAME: Both = ("守密待办", "Shoumi inbox")
_UNDATED: Both = ("待办 {count} 件没有期限", "{count} things wait without a time")
_MOST = 1_000
_UID_CHARS = 40


def of(link: CalendarLink, at: datetime) -> str:
    """The whole calendar; the same all day as long as nothing changes."""
    lang, person = mails.lang_of(link.language), Ref(link.person_id)
    waiting = queries.listed(queries.asker(person, at))
    items = [one for one in waiting if one.until is not None][:_MOST]
    undated = sum(one.until is None for one in waiting)
    numbers = deals.numbers({one.deal for one in items if one.deal})
    site = server_address.public_site()
    entries = [_entry(one, numbers.get(one.deal, ""), person, site, lang) for one in items]
    if undated:
        entries.append(_of_today(undated, person, at, site, lang))
    return icalendar.written(say(_NAME, lang), entries, lang=lang)


def _entry(item: InboxItem, number: str, person: Ref, site: str, lang: Lang) -> Entry:
    assert item.until is not None
    what = say(item.what, lang)
    return Entry(
        uid=_uid(person, item.kind, item.ref),
        at=item.until,
        stamp=item.since or item.until,
        summary=f"{what} · {number}" if number else what,
        category=names.of(item.kind, lang),
        url=f"{site}/inbox?kind={item.kind}" if site else "",
    )


def _of_today(count: int, person: Ref, at: datetime, site: str, lang: Lang) -> Entry:
    day = day_in_china(at)
    return Entry(
        uid=_uid(person, "undated", ""),
        at=day,
        stamp=datetime.combine(day, time(), CHINA),
        summary=say(_UNDATED, lang).format(count=count),
        url=f"{site}/inbox" if site else "",
    )


def _uid(person: Ref, kind: str, ref: str) -> str:
    thing = sha256(f"{person}\0{kind}\0{ref}".encode()).hexdigest()[:_UID_CHARS]
    return f"{thing}@shoumi"
