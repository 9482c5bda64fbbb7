"""The school's own files are taken in: broken rows are decided, and every row is accounted for."""

from __future__ import annotations

from tests.web.first_deal import students
from tests.web.first_deal.walk import FirstDeal
from tests.web.story import inventory
from tests.web.story.browser_user import Reader


def tell(walk: FirstDeal) -> None:
    inventory.begins(walk)
    _takes_in(walk)
    inventory.destroys_expired(walk, students.EXPIRED)


def _takes_in(walk: FirstDeal) -> None:
    keeper = inventory.brings(walk, students.write(walk.downloads / "school"))
    walk.stage("读一遍：自己的列名认不出", keeper, "还导入不了")
    for heading, field in students.OWN_HEADINGS.items():
        for number in inventory.columns(keeper, heading):
            keeper.fills({f"to-{number}": field})
    inventory.reads_files(keeper)
    _adds_up(keeper, students.TAKEN_IN - 1, len(students.BROKEN), 0)
    walk.stage("列对好了，坏行一种一种列出来", keeper, "行的账")
    for code, decision in students.BROKEN.items():
        keeper.page.check(f"[name='decide-{code}'][value={decision}]")
    inventory.reads_files(keeper)
    _adds_up(keeper, students.TAKEN_IN, 1, 1)
    walk.keeps("import")
    inventory.takes_in(walk, keeper, students.TAKEN_IN)
    keeper.goes(walk.deal)
    sums = f"文件 {students.ROWS} 行 = 取进 {students.TAKEN_IN} + 搁置 1 + 舍去 1"
    walk.stage("转让页上每一行都有去处", keeper, sums)


def _adds_up(keeper: Reader, taken_in: int, set_aside: int, left_out: int) -> None:
    """Rows of the files = taken in + set aside + left out, as the page has it."""
    shown = keeper.page.locator("section:has(#rows-name) .numbers b").all_inner_texts()
    assert shown == [str(n) for n in (students.ROWS, taken_in, set_aside, left_out)], shown
