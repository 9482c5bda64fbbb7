"""What the rooms write in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    TEASER_SCANNED = "teaser.scanned"  # facts: hits, suppressed, document
    PREPARED = "room.prepared"  # facts: level, rows, k, distinct, generalised, suppressed, content,
    #                              fields (digest of the list)
    APPROVED = "room.approved"  # facts: level, count (approvals so far)
    OPENED = "room.opened"  # facts: level, persons, until
    SHUT = "room.shut"  # facts: level
    EMPTIED = "room.emptied"  # facts: count; about: the deal; rows: room
    PAPER_PUT = "room.paper_put"  # facts: level, section, place, pages, covered, document
    PAGE_SEEN = "room.page_seen"  # facts: level, section, place, page, view (digest), task
    PAGE_CHECKED = "room.page_checked"  # facts: level, section, place, page, view (digest)
    ASKED = "room.asked"  # facts: number, due
    ANSWERED = "room.answered"  # facts: number, late
    TRACED = "room.traced"  # facts: seen (position of the view's entry); about: the room
    REFUSED = "room.refused"  # facts: why (code of the refusal); about: the room, else the deal


class Why(StrEnum):
    """Refusals that are evidence; what the gate refuses it records itself."""

    NOT_ANONYMOUS = "room.not_anonymous"
    FIELDS_NOT_REGISTERED = "room.fields_not_registered"
    FIELDS_NOT_ASSESSED = "room.fields_not_assessed"
    TOO_MANY_PEOPLE = "room.too_many_people"
    APPROVED_BY_REQUESTER = "room.approved_by_requester"
    NOT_APPROVED = "room.not_approved"
    LEVEL_NOT_OPEN = "room.level_not_open"  # of entries before the milestone was named
    STAGE_NOT_OPEN = "deal.stage_not_open"
    STAGE_OVER = "deal.stage_over"
    STAGE_TURNED_DOWN = "deal.stage_turned_down"
    NOT_NAMED = "room.not_named"
    OPEN_TOO_LONG = "room.open_too_long"
    NAMES_SOMEONE = "room.names_someone"
    WANTS_PEOPLE = "room.wants_people"
    TITLE_NAMES_SOMEONE = "room.title_names_someone"
    TOO_MUCH_COVERED = "room.too_much_covered"
    NO_SUCH_CODE = "room.no_such_code"
    NOBODY_ADMITTED = "room.nobody_admitted"
    SUSPENDED = "deal.suspended"
    TERMINATED = "deal.terminated"


_LEVEL = {"level": "terms.DisclosureLevel"}
_ON_TIME = (("按时", "on time"), ("晚了", "late"))

SENTENCES: Mapping[Tag, Sentence] = {
    Tag.TEASER_SCANNED: Sentence(
        (
            "扫描了公开摘要，查出 {hits} 处，隐去 {suppressed} 格",
            "scanned the public summary: {hits:hit|hits}, {suppressed:cell|cells} left out",
        )
    ),
    Tag.PREPARED: Sentence(
        (
            "备好了数据室：{level}，{rows} 行，每组至少 {k} 人",
            "prepared a room: {level}, {rows:row|rows}, groups of at least {k}",
        ),
        _LEVEL,
    ),
    Tag.APPROVED: Sentence(
        (
            "批准了数据室：{level}，已有 {count} 人批准",
            "approved a room: {level}, {count:approval|approvals} so far",
        ),
        _LEVEL,
    ),
    Tag.OPENED: Sentence(
        (
            "向 {persons} 人打开了数据室：{level}，到 {until} 为止",
            "opened a room to {persons:person|people}: {level}, until {until}",
        ),
        _LEVEL,
    ),
    Tag.SHUT: Sentence(("关闭了数据室：{level}", "shut a room: {level}"), _LEVEL),
    Tag.EMPTIED: Sentence(
        ("销毁了 {count} 个数据室的内容", "destroyed the content of {count:room|rooms}")
    ),
    Tag.PAPER_PUT: Sentence(
        (
            "在数据室放入文件 {section}.{place}：{pages} 页，遮盖 {covered} 处",
            "put document {section}.{place} into a room: {pages:page|pages}, {covered} covered",
        )
    ),
    Tag.PAGE_SEEN: Sentence(
        ("看了文件 {section}.{place} 第 {page} 页", "looked at {section}.{place}, page {page}")
    ),
    Tag.PAGE_CHECKED: Sentence(
        (
            "开放前核对了文件 {section}.{place} 第 {page} 页",
            "checked {section}.{place}, page {page}, before the room opens",
        )
    ),
    Tag.ASKED: Sentence(
        ("在数据室提了第 {number} 问，{due} 前答复", "asked question {number}, due {due}")
    ),
    Tag.ANSWERED: Sentence(
        ("答复了第 {number} 问，{late}", "answered question {number}, {late}"),
        {"late": _ON_TIME},
    ),
    Tag.TRACED: Sentence(
        ("查了一份流出的页：账本位置 {seen}", "traced a page that got out: position {seen}")
    ),
    Tag.REFUSED: Sentence(
        ("想用数据室，没有通过：{why}", "was refused at a room: {why}"), {"why": "rooms.Why"}
    ),
}
