"""Documents of the rooms: counts, rows, a contract with bars over people, and what opens later."""

from __future__ import annotations

from shoumi.base import clock
from shoumi.base.documents.signed_documents import make
from shoumi.base.rooms import content_store, inquiries, page_views
from shoumi.base.rooms import room_documents as index
from shoumi.base.rooms.models import Paper
from shoumi.base.rooms.page_images import Picture
from shoumi.base.rooms.rules import Section
from shoumi.base.viewer import page_builder
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.demo.sample_files import TARGET
from shoumi.doors.demo.story import Story

_CLIENT = "滨港虚构物业有限公司"
_CONTRACT = (
    f"甲方：{_CLIENT}。签约代表：冯虚寅，联系电话 154 0000 0302。",
    f"乙方：{TARGET}。法定代表人：{people.SELLER}。",
    "第四条 服务内容。乙方每周二、周五为甲方公共区域提供保洁，每次不少于四小时；增加服务的，另行书面确认。",
    "第五条 驻场人员。乙方指派领班郑虚卯负责现场，手机 154 0000 0303。人员更换的，提前三日告知甲方。",
    "第六条 服务费。每月人民币 18,600 元，含税。甲方于次月十日前付至乙方银行账户 990000000000000018。",
    "第七条 个人信息。双方因本合同知悉的对方人员信息，只用于履行本合同；终止后十个工作日内删除，并书面确认。",
    "第八条 转让。任何一方变更股东的，不影响本合同的效力；变更后的股东不因此取得另一方人员的个人信息。",
    "第九条 期限。本合同自二〇二五年三月一日起两年。期满前三十日双方均未书面提出异议的，顺延一年。",
)
# Rows of the table that are shown as pages; all of them are in the room.
_ROWS = 120
_QUESTION = "公章现在由谁保管？用印有没有登记？"
_ANSWER = "由法定代表人保管，每次用印都登记，登记簿交接时一并移交。"


def counts(story: Story, room: Ref) -> None:
    """Level L1: the counts as a page, and the numbers of what opens after closing."""
    _put(story, room, Section.CUSTOMERS, "客户汇总", _own(story, room, "客户汇总"))
    _put(story, room, Section.CUSTOMERS, "客户名册", [])
    _put(story, room, Section.STAFF, "员工名册", [])


def rows_and_contract(story: Story, room: Ref) -> None:
    """Level L2: the rows as pages, and a contract of the seller's with bars over whom it names."""
    title = f"去标识客户表（前 {_ROWS} 行）"
    _put(story, room, Section.CUSTOMERS, title, _own(story, room, title))
    title, on = "家政服务框架合同（节录）", day_in_china(story.go_on())
    parts = [{"text": clause} for clause in _CONTRACT]
    pdf = make("room_paper", "HT-14", story.go_on(), title=title, parts=parts)
    asked = {"冯虚寅": "PERSON", "郑虚卯": "PERSON"}
    pages = page_builder.of_file(pdf, "contract.pdf", title=title, on=on, asked=asked)
    _put(story, room, Section.CONTRACTS, title, pages)


def look(story: Story, number: str) -> None:
    """The buyer is shown the first page."""
    section, _, place = number.partition(".")
    paper = Paper.objects.get(deal=story.deal, section=int(section), place=int(place))
    page_views.look(paper=paper, page=1, actor=story.person(Role.TE), at=story.go_on())


def ask(story: Story, number: str) -> None:
    """The buyer asks about a document, the seller answers."""
    section, _, place = number.partition(".")
    paper = Paper.objects.select_related("room").get(
        deal=story.deal, section=int(section), place=int(place)
    )
    asked = inquiries.ask(
        room=Ref(paper.room.ref),
        text=_QUESTION,
        paper=paper,
        page=1,
        actor=story.person(Role.TE),
        at=story.go_on(),
    )
    inquiries.answer(
        inquiry=Ref(asked.ref), text=_ANSWER, actor=story.person(Role.TR), at=story.go_on()
    )


def _own(story: Story, room: Ref, title: str) -> list[Picture]:
    shown = index.content(room=room, actor=story.person(Role.CON), at=clock.now())
    if isinstance(shown, content_store.Rows):
        shown = shown[:_ROWS]
    return page_builder.of_content(shown, title=title, on=day_in_china(story.go_on()))


def _put(story: Story, room: Ref, section: Section, title: str, pages: list[Picture]) -> None:
    index.put(
        room=room,
        section=section,
        title=title,
        pages=pages,
        actor=story.person(Role.CON),
        at=story.go_on(),
    )
