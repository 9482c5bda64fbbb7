"""The school's own files are taken in: three broken rows wait, and every row is accounted for."""

from __future__ import annotations

from tests.web.first_deal import students
from tests.web.first_deal.walk import FirstDeal
from tests.web.story import inventory
from tests.web.story.browser_user import Reader


def tell(walk: FirstDeal) -> None:
    inventory.begins(walk)
    paths = students.write(walk.downloads / "school")
    keeper = inventory.brings(walk, paths)
    walk.stage("读一遍：自己的列名认不出", keeper, "还导入不了")
    _names_columns(keeper)
    walk.stage("列对好了，坏行一种一种列出来", keeper, "行的账")
    _adds_up(keeper)
    inventory.takes_in(walk, keeper, students.PEOPLE)
    keeper.goes(walk.deal)
    _told = (students.ROWS, students.PEOPLE, students.BROKEN, 0)
    sums = "文件 {} 行 = 取进 {} + 搁置 {} + 舍去 {}".format(*_told)
    walk.stage("转让页上每一行都有去处", keeper, sums)
    inventory.destroys_expired(walk, students.EXPIRED)


def _names_columns(keeper: Reader) -> None:
    for heading, field in students.OWN_HEADINGS.items():
        for number in inventory.columns(keeper, heading):
            keeper.fills({f"to-{number}": field})
    inventory.reads_files(keeper)


def _adds_up(keeper: Reader) -> None:
    """Rows of the files = taken in + set aside + left out, as the page has it."""
    told = [
        int(one.replace(" ", ""))
        for one in keeper.page.locator("section:has(#rows-name) .numbers b").all_inner_texts()
    ]
    assert told == [students.ROWS, students.PEOPLE, students.BROKEN, 0], told
