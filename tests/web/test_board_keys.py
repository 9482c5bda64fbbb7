"""The board by keys alone, and on a phone: its script and its style, in Chromium.

The columns here are made up, one of them without a card.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web import browser

import shoumi

pytestmark = pytest.mark.slow

STATIC = Path(shoumi.__path__[0], "base/pages/static/pages")
SCRIPT = (STATIC / "js/board.js").read_text("utf-8")
STYLES = "".join(
    (STATIC / f"css/{one}.css").read_text("utf-8") for one in ("tokens", "base", "parts")
)
COLUMNS = {"overdue": 3, "unassigned": 0, "running": 1, "answered": 2}
SHEET = (
    '<li class="card board-card"><a data-card href="#{0}">DSR-0001 {0} 访问和复制个人信息</a>'
    '<p class="row-note">电话 · 2026-云岚家政股权转让 · 钱虚乙</p></li>'
)


def page_of():
    columns = "".join(
        f'<section class="board-column"><h2>{name} <span class="board-count">{count}</span></h2>'
        f"<ul>{''.join(SHEET.format(f'{name}-{n}') for n in range(count))}</ul></section>"
        for name, count in COLUMNS.items()
    )
    return (
        '<!doctype html><html lang="zh"><meta charset="utf-8"><title>看板</title>'
        '<meta name="viewport" content="width=device-width"><style>' + STYLES + "</style>"
        f'<main><a href="#before">前</a><div class="board" data-board>{columns}</div></main>'
        f"<script>{SCRIPT}</script></html>"
    )


@pytest.fixture(scope="module")
def chromium():
    with browser.chromium() as found:
        yield found


def shown(chromium, width):
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.set_content(page_of())
    return page


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('href')")


def pressed(page, keys):
    """Where the focus is after each key."""
    found = []
    for key in keys.split():
        page.keyboard.press(key)
        found.append(focused(page).removeprefix("#"))
    return found


def places(page, axis):
    """Where each column begins."""
    script = f"found => found.map((one) => one.getBoundingClientRect().{axis})"
    return page.eval_on_selector_all(".board-column", script)


def test_the_arrow_keys_go_from_card_to_card_and_each_column_is_one_tab_stop(chromium):
    page = shown(chromium, 1280)
    assert pressed(page, "Tab Tab") == ["before", "overdue-0"]
    assert pressed(page, "ArrowDown ArrowDown ArrowDown") == ["overdue-1", "overdue-2", "overdue-2"]
    assert pressed(page, "ArrowRight ArrowRight ArrowRight") == [
        "running-0", "answered-0", "answered-0",
    ]  # fmt: skip
    assert pressed(page, "End ArrowLeft ArrowLeft Home") == [
        "answered-1", "running-0", "overdue-0", "overdue-0",
    ]  # fmt: skip
    assert pressed(page, "Tab Tab Shift+Tab") == ["running-0", "answered-1", "running-0"]
    page.close()


def test_on_a_phone_the_columns_stand_below_one_another_and_nothing_is_wider(chromium):
    page = shown(chromium, 390)
    assert len(set(places(page, "x"))) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    heights = page.evaluate(
        "[...document.querySelectorAll('.board-card > [data-card]')].map((one) => one.offsetHeight)"
    )
    assert min(heights) >= 24, "a finger hits it"
    page.close()
    page = shown(chromium, 1280)
    assert len(set(places(page, "y"))) == 1
    page.close()
