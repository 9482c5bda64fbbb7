"""Texts of lists of staff: what is wrong with a file, a row, a cell."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "learning.no_staff_table": Message(
        zh="文件里没有“姓名”这一列。",
        en="The file has no column headed “name”.",
        remedy_zh="前十行里写列名：姓名、邮箱、部门、岗位；只有姓名必填。",
        remedy_en="Head the columns within the first ten lines: name, mail, department, roles.",
    ),
    "learning.several_staff_tables": Message(
        zh="不止一张表有“姓名”列（{place}），不知道以哪张为准。",
        en="More than one sheet has a column of names ({place}); which counts is not guessed.",
        remedy_zh="只留一张名单，其余的表删掉或另存。",
        remedy_en="Leave one list; delete the other sheets or save them elsewhere.",
    ),
    "learning.cell_unfit": Message(
        zh="这一格是公式、错误值、合并的格，或者不是文字。",
        en="It is a formula, an error, a merged cell, or no text.",
        remedy_zh="直接填写文字；合并的格先拆开。",
        remedy_en="Type it in as text; split what is merged.",
    ),
    "learning.department_unfit": Message(
        zh="部门名超过 {most} 个字，或者像是某人的信息。",
        en="The department has more than {most} characters, or reads like somebody's data.",
        remedy_zh="只写部门的名称。",
        remedy_en="Write the name of the department alone.",
    ),
    "learning.course_not_open": Message(
        zh="选的课程没有发布，或者已经停用。",
        en="A course that was chosen is not published, or ended.",
        remedy_zh="从列出的里面选。",
        remedy_en="Choose among those that are listed.",
    ),
    "learning.staff_list_over": Message(
        zh="要改的行已经不在了：保存三十天，或者本来就没有。",
        en="The rows to mend are kept no more: thirty days are over, or there were none.",
        remedy_zh="从原来的名单里挑出来，改好再导入。",
        remedy_en="Take them from the list itself, mend them and bring them in again.",
    ),
    "learning.no_such_staff_list": Message(
        zh="没有这份员工名单，或者不归您看。",
        en="There is no such list of staff, or none that is yours to see.",
        remedy_zh="在“课程”里找。",
        remedy_en="Look under Courses.",
    ),
}
