"""Why a questionnaire of the house's own is not taken, and how that is mended."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "vendors.no_form": Message(
        zh="没有这份问卷。",
        en="There is no such form.",
        remedy_zh="在“公司自己的问卷”里找。",
        remedy_en="Look for it among the forms of your own.",
    ),
    "vendors.form_ended": Message(
        zh="这一版已经停用。",
        en="This version is ended.",
        remedy_zh="用最新的一版；停用了的，重新登记。",
        remedy_en="Use the newest version, or bring the form again.",
    ),
    "vendors.form_name_taken": Message(
        zh="已经有同名的问卷在用。",
        en="A form of that name is in use.",
        remedy_zh="换一个名称，或者先停用原来的。",
        remedy_en="Choose another name, or end the other first.",
    ),
    "vendors.form_too_large": Message(
        zh="有字的格超过 {most} 个，不像一份问卷。",
        en="More than {most} cells say something: that is more than a questionnaire has.",
        remedy_zh="只留问卷那一张表。",
        remedy_en="Keep the sheet with the questions alone.",
    ),
    "vendors.form_nothing_mapped": Message(
        zh="一道题也没有对应上。",
        en="No question is mapped.",
        remedy_zh="至少给一道题选出表里的一格。",
        remedy_en="Choose the cell that asks it, for one question at least.",
    ),
    "vendors.form_cell_unknown": Message(
        zh="{place}：空白的问卷里，这一格没有字。",
        en="{place}: this cell of the empty form says nothing.",
        remedy_zh="选写着题目的那一格。",
        remedy_en="Choose the cell in which the question stands.",
    ),
    "vendors.form_cell_repeated": Message(
        zh="{place}：同一格对应了两道题。",
        en="{place}: two questions are mapped to the same cell.",
        remedy_zh="一格只对应一道；另一道空着，由供应商在网页上答。",
        remedy_en="Keep one; the vendor answers the other on its page.",
    ),
    "vendors.form_column_unfit": Message(
        zh="列不对：要写字母，三列各不相同，也不能是题目所在的列。",
        en="A column is unfit: letters, each another, and none in which questions stand.",
        remedy_zh="看看表里回答填在哪一列，如 D。",
        remedy_en="Look in which column answers are filled in, such as D.",
    ),
    "vendors.form_word_repeated": Message(
        zh="“{word}”对应了两种回答。",
        en="“{word}” would stand for two answers.",
        remedy_zh="每个写法只对应一种回答。",
        remedy_en="Let each word stand for one answer.",
    ),
}
