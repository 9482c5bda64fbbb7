"""The page of backups: what would be lost now, which copies count, whom an erasure reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.copies.places import Deletion
from shoumi.base.messages import names
from shoumi.base.pages import detail_page, scoping
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import Picture
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.backup import queries, rules
from shoumi.chapters.backup.models import Recipient
from shoumi.chapters.backup.pages import drills, meter
from shoumi.chapters.backup.pages.readers import READERS
from shoumi.chapters.backup.queries import Seen
from shoumi.chapters.backup.rules import Lack
from shoumi.core.backup.errors import Fault
from shoumi.core.messages import Both

TITLE: Both = ("备份", "Backup")
_KEYS = (
    Column(("钥匙", "Key")),
    Column(("公钥", "Public key"), "ref"),
    Column(("登记人", "Named by")),
    Column(("登记于", "Named")),
    Column(("可做", "Act")),
)


@dataclass(frozen=True, slots=True)
class Card:
    """A target as the page shows it."""

    name: str
    href: str
    counts: bool
    pairs: Sequence[tuple[str, object]]
    lacks: Sequence[str]


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def overview(request: PageRequest) -> HttpResponse:
    try:
        seen, keys = queries.seen(request.at), queries.recipients()
    except NotAuthentic as altered:
        told: dict[str, Any] = {"altered": request.tell_code(altered.code)[0]}
        return page(request, "backup/overview.html", TITLE, told)
    now = rules.loss([one.standing for one in seen], request.at)
    told = {
        "headline": _headline(request, seen, now),
        "lead": _lead(request, seen),
        "picture": _picture(request, now),
        "cards": [_card(request, one) for one in seen],
        "count": sum(one.counts for one in seen),
        "first": _first(request, seen, keys),
        "acts": detail_page.offers(request, ("backup-create",)) if seen and keys else [],
        "more": detail_page.offers(request, ("backup-add", "backup-recipient")),
        "keys": _keys(request, keys),
        "is_stated": not queries.is_kept_here(),
        "gone": _gone(request, seen),
        "is_left": queries.was_any_ended(),
        "drill": drills.newest(request),
        "drill_acts": drills.acts(request, seen),
        "plan": drills.plan(request),
    }
    return page(request, "backup/overview.html", TITLE, told)


def _headline(request: PageRequest, seen: Sequence[Seen], now: timedelta | None) -> str:
    if now is None and any(one.standing.copied_at for one in seen):
        return request.say(
            ("现在出事，没有一份副本靠得住", "If it happened now, no copy could be relied on")
        )
    if now is None:
        return request.say(("还不知道会丢多少", "How much would be lost is not known yet"))
    told = meter.told(now, request.lang)
    return request.say((f"现在出事，会丢 {told}", f"If it happened now, {told} would be lost"))


def _lead(request: PageRequest, seen: Sequence[Seen]) -> str:
    newest = rules.written_last([one.standing for one in seen])
    if newest is None:
        return ""
    return request.say(
        (
            (
                "不是按排期算的：{at} 写进去的一条测试记录，已从最新的副本里读回来对过，"
                "每 3 分钟试一次。它所依据的旧副本每天整个读一遍。"
            ),
            (
                "Not by the schedule: a test value written at {at} was read back out of the newest"
                " copy, which is tried every 3 minutes. The copies it stands on are read whole"
                " once a day."
            ),
        ),
        at=newest,
    )


def _picture(request: PageRequest, now: timedelta | None) -> Picture:
    worst = queries.worst_loss(request.at)
    return Picture(
        ("现在会丢多少", "What would be lost now"),
        meter.meter(now, worst, rules.LOSS_LIMIT, request.lang),
        meter.table(now, worst, rules.LOSS_LIMIT, request.lang),
    )


def _first(
    request: PageRequest, seen: Sequence[Seen], keys: Sequence[Recipient]
) -> tuple[str, list[tuple[str, str]]] | None:
    """What has to be done before there can be copies."""
    if not keys:
        said: Both = (
            "先登记一把备份公钥：在离线的电脑上运行 age-keygen，只填公钥。副本只有它的私钥打得开。",
            (
                "First name a key: run age-keygen on a computer that is offline and fill in the"
                " public half. Only the secret half opens a copy."
            ),
        )
        return request.say(said), detail_page.offers(request, ("backup-recipient",))
    if not seen:
        said = (
            "再添加存放处：至少两个，一个在别处。几分钟后就有第一份。",
            (
                "Then add places: two at least, one of them elsewhere. The first copy follows"
                " within minutes."
            ),
        )
        return request.say(said), detail_page.offers(request, ("backup-add",))
    return None


def pairs(request: PageRequest, one: Seen) -> list[tuple[str, object]]:
    """What there is to say of a target, short."""
    found: list[tuple[Both, object]] = []
    if one.standing.copied_at is None:
        found.append((("副本", "Copy"), request.say(("还没有", "none yet"))))
    else:
        age = meter.told(request.at - one.standing.copied_at, request.lang)
        found.append((("多久前", "Age"), age))
    if one.run is not None:
        took = request.say(
            ("{size}，用时 {took}", "{size}, took {took}"),
            size=_size(one.run.sent),
            took=_took(request, one.run.milliseconds),
        )
        found.append((("这次送了", "Sent"), took))
    found.append((("校验", "Verified"), _verified(request, one)))
    found.append((("不可改", "Immutable"), _immutable(request, one)))
    found.append((("钥匙", "Keys"), _kept_keys(request, one)))
    if one.target.failing_since is not None:
        failing = request.say(
            ("{since} 起：{why}", "since {since}: {why}"),
            since=one.target.failing_since,
            why=request.tell_code(one.target.failure)[0],
        )
        found.append((("备不上", "Failing"), failing))
    return [(request.say(label), value) for label, value in found]


def _card(request: PageRequest, one: Seen) -> Card:
    return Card(
        one.target.name,
        reverse("backup-target", kwargs={"target": one.target.ref}),
        one.counts,
        pairs(request, one),
        [names.of(lack, request.lang) for lack in one.lacks],
    )


def _verified(request: PageRequest, one: Seen) -> str:
    look = one.verification
    if look is None:
        return request.say(("还没有", "not yet"))
    if look.fault:
        return names.of(Fault(look.fault), request.lang)
    return request.say(
        ("{at} 全部 {packs} 包对上", "{at}, all {packs} packs"),
        at=look.verified_at,
        packs=look.packs,
    )


def _immutable(request: PageRequest, one: Seen) -> str:
    said = {
        Deletion.REFUSED: ("删不掉，试过被拒", "deleting was tried and refused"),
        Deletion.DELETED: ("试着删，删掉了", "deleting was tried and went through"),
        None: ("还没有试过", "not tried yet"),
    }
    return request.say(said[one.standing.deletion])


def _kept_keys(request: PageRequest, one: Seen) -> str:
    if one.verification is None or one.verification.fault:
        return request.say(("还不知道", "not known yet"))
    oldest = meter.told(one.standing.keys_for, request.lang)
    return request.say((f"单独一格，最旧 {oldest}", f"in a slot apart, the oldest {oldest}"))


def _size(count: int) -> str:
    for unit in ("B", "KB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count //= 1000
    return f"{count} GB"


def _took(request: PageRequest, milliseconds: int) -> str:
    if milliseconds < 1000:
        return request.say((f"{milliseconds} 毫秒", f"{milliseconds} ms"))
    return meter.told(timedelta(milliseconds=milliseconds), request.lang)


def _keys(request: PageRequest, keys: Sequence[Recipient]) -> Table:
    known = scoping.people([one.named_by for one in keys])
    rows = []
    for one in keys:
        end = detail_page.offers(request, ("backup-end-recipient",), recipient=one.ref)
        act = Cell(end[0][0], end[0][1]) if end else None
        rows.append(
            (one.name, one.public_key, known.get(one.named_by, one.named_by), one.named_at, act)
        )
    empty = ("还没有登记公钥。", "No key is named yet.")
    return Table(_KEYS, rows, ("能打开副本的钥匙", "Keys that open copies"), empty)


def _gone(request: PageRequest, seen: Sequence[Seen]) -> datetime | None:
    """From when nobody who is destroyed now can be read in any copy; None where keys were seen to
    lie longer, or where that was not looked at."""
    kept = {Lack.KEYS_KEPT, Lack.DAMAGED, Lack.UNVERIFIED}
    if any(kept & set(one.lacks) for one in seen):
        return None
    return request.at + rules.KEYS_WITHIN
