"""What is due for a person, as a calendar that programs subscribe to (RFC 5545).

An entry says what it is and the number of its deal, never a name of anybody.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from shoumi.base.deals import queries as deals
from shoumi.base.inbox import mails, queries
from shoumi.base.inbox.models import CalendarLink
from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.registry import InboxItem
from shoumi.base.transport import server_address
from shoumi.core import icalendar
from shoumi.core.icalendar import Entry
from shoumi.core.messages import Both, Lang
from shoumi.core.refs import Ref

_NAME: Both = ("守密待办", "Shoumi inbox")
_MOST = 1_000
_UID_CHARS = 40


def of(link: CalendarLink, at: datetime) -> str:
    """The whole calendar; the same as long as nothing changes, whenever it is asked."""
    lang, person = mails.lang_of(link.language), Ref(link.person_id)
    items = [one for one in queries.listed(queries.asker(person, at)) if one.until is not None]
    items = items[:_MOST]
    numbers = deals.numbers({one.deal for one in items if one.deal})
    site = server_address.public_site()
    return icalendar.written(
        say(_NAME, lang),
        [_entry(one, numbers.get(one.deal, ""), person, site, lang) for one in items],
        lang=lang,
    )


def _entry(item: InboxItem, number: str, person: Ref, site: str, lang: Lang) -> Entry:
    assert item.until is not None
    thing = sha256(f"{person}\0{item.kind}\0{item.ref}".encode()).hexdigest()[:_UID_CHARS]
    what = say(item.what, lang)
    return Entry(
        uid=f"{thing}@shoumi",
        at=item.until,
        stamp=item.since or item.until,
        summary=f"{what} · {number}" if number else what,
        category=names.of(item.kind, lang),
        url=f"{site}/inbox?kind={item.kind}" if site else "",
    )
