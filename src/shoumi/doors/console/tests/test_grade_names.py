"""A grade of data and a level of a room stand on pages by their names; a bare code says neither."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import shoumi
from shoumi.base.rooms import rules
from shoumi.base.rooms.models import View
from shoumi.doors.tests import datasets
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.viewer_papers import opened
from shoumi.doors.tests.visitors import signed_in, worked

_NAMED = (
    r"(?! (?:公开摘要|聚合匿名|去标识化|净室|交割数据|public|counts|de-identified|clean|closing))"
)
_BARE = re.compile(rf"\bL[0-4]\b{_NAMED}")
_COMMAND = re.compile(r"<code>\s*shoumi ")


def bare(text):
    """The codes that stand in what a reader sees."""
    seen = unescape(re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", "\n", text, flags=re.DOTALL))
    return [line.strip() for line in seen.splitlines() if _BARE.search(line)]


def test_a_bare_code_is_seen_and_a_name_is_not():
    assert bare("<td>L3</td>") == ["L3"]
    assert bare("<h1>数据室 L2</h1>") == ["数据室 L2"]
    assert bare('<td title="L3">L3 净室</td><option value="L4">4 级 敏感</option>') == []


@pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_of_rooms_and_of_what_is_missing_have_no_bare_codes(house, lang):
    house.agree()
    house.assess()
    room = opened(house, ROWS, "家政服务框架合同")
    shown = signed_in(house.buyer, lang=lang).get(f"/rooms/{room.ref}/papers/3.1/1")
    view = View.objects.get()
    dpo = signed_in(house.dpo, lang=lang)
    pages = {
        "viewer": shown,
        "buyer's rooms": signed_in(house.buyer, lang=lang).get("/rooms"),
        "found": dpo.act("/find", q=room.ref),
        "traced": dpo.act("/rooms/do/room-trace", code=rules.written_code(view.code)),
    }
    for address in (
        "/rooms",
        f"/rooms/{room.ref}",
        f"/rooms/{room.ref}/papers/3.1",
        f"/rooms/{room.ref}/do/room-paper",
        f"/deals/{house.deal}/do/rooms-shut",
        "/duties/1.3",
        "/duties/12.1",
    ):
        pages[address] = dpo.get(address)
    assert {name: bare(one.content.decode()) for name, one in pages.items()} == dict.fromkeys(
        pages, []
    )
    assert not any(_COMMAND.search(one.content.decode()) for one in pages.values())
    assert [name for name, one in pages.items() if one.status_code not in (200, 403, 422)] == []


@pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
def test_the_columns_of_an_import_say_their_grade_by_name(house):
    made = datasets.customers(house)
    visitor = signed_in(house.dpo)
    file = SimpleUploadedFile("a.csv", "姓名,手机号\n虚构甲,15400001111\n".encode())
    answer = visitor.post(
        f"/deals/{house.deal}/do/intake-bring", {"dataset": made.ref, "files": file}, secure=True
    )
    address = answer.headers["Location"].partition("?")[0]
    visitor.post(address, {}, secure=True)
    worked()
    text = visitor.get(address).content.decode()
    assert "3 级 可识别" in text
    assert bare(text) == []


def test_no_template_prints_the_code_of_a_level_or_grade():
    printed = re.compile(r"{{\s*[\w.]*\b(?:room|rule|field|paper)\.(?:level|grade)\s*(?:\||}})")
    found = [
        path.name
        for path in Path(shoumi.__path__[0]).rglob("*.html")
        if printed.search(path.read_text("utf-8"))
    ]
    assert found == []
