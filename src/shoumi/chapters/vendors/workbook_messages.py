"""Why a questionnaire's workbook is not taken, and how that is mended; ``{place}`` is a cell."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

_AGAIN_ZH = "在问卷网页上重新下载工作簿，把回答填进去再上传。"
_AGAIN_EN = "Download the workbook again on the page, enter the answers there and upload that one."
MESSAGES: Mapping[str, Message] = {
    "vendors.workbook_unmarked": Message(
        zh="{place} 所在的工作簿没有问卷的标记，或者隐藏的编号列被删去了。",
        en="The workbook, from {place} on, bears no mark of ours, or its hidden column is gone.",
        remedy_zh=_AGAIN_ZH,
        remedy_en=_AGAIN_EN,
    ),
    "vendors.workbook_foreign": Message(
        zh="{place}：这份工作簿属于另一份问卷，或者是旧的一版。",
        en="{place}: this workbook is of another questionnaire, or of an earlier version.",
        remedy_zh=_AGAIN_ZH,
        remedy_en=_AGAIN_EN,
    ),
    "vendors.workbook_heading": Message(
        zh="{place}：标题“{heading}”缺了、改了，或者出现两次。",
        en="{place}: the heading “{heading}” is missing, was changed, or stands there twice.",
        remedy_zh="恢复标题行；列可以换位置，标题不能改。",
        remedy_en="Put the headings back: columns may change places, headings stay as they are.",
    ),
    "vendors.workbook_question_changed": Message(
        zh="{place}：题目改动过，或者和它的编号不对应。",
        en="{place}: the question was edited, or is not the one of its row.",
        remedy_zh="恢复原题；对题目有意见，写在“说明”里。",
        remedy_en="Put the question back; what you think of it belongs into your words.",
    ),
    "vendors.workbook_unknown_row": Message(
        zh="{place}：隐藏的编号改动过，没有这一题。",
        en="{place}: the hidden code was changed; there is no such question.",
        remedy_zh=_AGAIN_ZH,
        remedy_en=_AGAIN_EN,
    ),
    "vendors.workbook_repeated_row": Message(
        zh="{place}：同一题出现了两次。",
        en="{place}: the same question stands there twice.",
        remedy_zh="只留一行，把多出来的删掉。",
        remedy_en="Keep one of the rows and delete the other.",
    ),
    "vendors.workbook_missing_rows": Message(
        zh="{place} 下面少了 {count} 题。",
        en="Below {place} {count} questions are missing.",
        remedy_zh="恢复删去的行；不想答的题，回答空着就行。",
        remedy_en="Put the deleted rows back; leave the answer empty where you have none yet.",
    ),
    "vendors.workbook_stray": Message(
        zh="{place}：这里写的东西不属于任何一题，读不进来。",
        en="{place}: what stands here belongs to no question and cannot be taken.",
        remedy_zh="移到那一题的“说明”里，或者删掉。",
        remedy_en="Move it into your words beside the question, or delete it.",
    ),
    "vendors.workbook_merged": Message(
        zh="{place}：单元格合并过。",
        en="{place}: cells were merged.",
        remedy_zh="取消合并，每题填自己那一行。",
        remedy_en="Unmerge them and fill in each question's own row.",
    ),
    "vendors.workbook_formula": Message(
        zh="{place}：这里是公式。",
        en="{place}: this is a formula.",
        remedy_zh="换成值：复制后“选择性粘贴—数值”；以 = 开头的说明，前面加一个字。",
        remedy_en="Turn it into its value (paste special, values); words do not begin with =.",
    ),
    "vendors.workbook_error_value": Message(
        zh="{place}：单元格里是错误值（如 #N/A）。",
        en="{place}: the cell holds an error such as #N/A.",
        remedy_zh="删掉，重新填；不适用就选“不适用”。",
        remedy_en="Delete it and fill it in again; choose “N/A” from the list if that is meant.",
    ),
    "vendors.workbook_answer_unknown": Message(
        zh="{place}：看不出回答是哪一个。",
        en="{place}: the answer is none of the four.",
        remedy_zh="填“是”“部分”“否”或“不适用”。",
        remedy_en="Enter yes, partly, no or n/a.",
    ),
    "vendors.workbook_answer_missing": Message(
        zh="{place}：写了说明或日期，却没有回答。",
        en="{place}: there are words or a date, and no answer.",
        remedy_zh="填上回答，或者把这一行的说明和日期清空。",
        remedy_en="Enter an answer, or clear words and date of this row.",
    ),
    "vendors.workbook_date_unclear": Message(
        zh="{place}：不是能确定的日期。",
        en="{place}: this is no date that can be told for certain.",
        remedy_zh="把单元格设为日期格式，按“2027-03-01”的写法填年、月、日。",
        remedy_en="Format the cell as a date and enter year, month and day, as 2027-03-01.",
    ),
    "vendors.workbook_lost_digits": Message(
        zh="{place}：数字太长，表格软件已经丢了后面几位。",
        en="{place}: the number is so long that the program has lost its last digits.",
        remedy_zh="把单元格设为文本格式，再填一次。",
        remedy_en="Format the cell as text and enter it again.",
    ),
    "vendors.workbook_too_long": Message(
        zh="{place}：说明超过 {most} 个字。",
        en="{place}: these words are longer than {most} characters.",
        remedy_zh="写短一些；细节放进证明文件。",
        remedy_en="Shorten them; details belong into the evidence.",
    ),
}
