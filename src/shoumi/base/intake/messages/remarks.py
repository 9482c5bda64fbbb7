"""What was found while reading and stops nothing."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "text.encoding": Message(
        zh="{place} 不是不带标记的 UTF-8，已按其编码读取。",
        en="{place} is not plain UTF-8 and was read in its own encoding.",
    ),
    "file.read_as": Message(
        zh="{place} 的内容是 {kind}，已按此读取。",
        en="The contents of {place} are {kind} and were read as such.",
    ),
    "json.list_kept": Message(
        zh="{place} 有一列是多项的列表，原样放在一格里，没有拆成列。",
        en="{place} has a list that was kept in one cell as it is written, not made into columns.",
        remedy_zh="若里面有客户资料，请另导出为一份表格。",
        remedy_en="If it holds customers' information, export it as a table of its own.",
    ),
    "json.counted": Message(
        zh="{place} 里一行有几条记录；位置写的是第几条。",
        en="{place} has several records in a line; a place tells which record it is.",
        remedy_zh="无须处理。",
        remedy_en="There is nothing to do.",
    ),
    "text.no_last_line_end": Message(
        zh="{place} 是文件的最后一行，却没有像其他行那样换行：文件可能没有写完或没有传完。",
        en="{place} is the last line and, unlike the others, does not end as a line: the file may "
        "not have been written or sent to its end.",
        remedy_zh="请对照原表核对这一行和总行数；不符的，重新导出。",
        remedy_en="Compare this line and the number of rows with the source; where they differ, "
        "export the file again.",
    ),
    "page.no_end": Message(
        zh="{place} 之后网页没有结束：这一行之后的内容可能缺失。",
        en="The page does not end behind {place}: what follows may be missing.",
        remedy_zh="请对照原表核对总行数；不符的，重新导出。",
        remedy_en="Compare the number of rows with the source; where it differs, export it again.",
    ),
    "table.title_rows": Message(
        zh="{place} 之上的标题行已略过。",
        en="The title rows above {place} were passed over.",
    ),
    "table.hidden_column": Message(
        zh="{place} 是隐藏的列，已一并读取。", en="{place} is a hidden column; it was read."
    ),
    "table.hidden_row": Message(
        zh="{place} 是隐藏的行，已一并读取。", en="{place} is a hidden row; it was read."
    ),
    "table.comment": Message(zh="{place} 有批注。", en="{place} has a comment."),
    "table.merged_cells": Message(
        zh="{place} 有纵向合并的单元格，已在每行填入其值。",
        en="{place} has cells merged over rows; each row was given the value.",
    ),
    "sheet.hidden": Message(
        zh="{place} 所在的工作表是隐藏的，已一并读取。",
        en="The sheet of {place} is hidden; it was read.",
    ),
    "sheet.very_hidden": Message(
        zh="{place} 所在的工作表是深度隐藏的，已一并读取。",
        en="The sheet of {place} is hidden so that no menu shows it; it was read.",
    ),
    "workbook.partly_read": Message(
        zh="{place} 是旧版工作簿：批注和隐藏的列无法检查。",
        en="{place} is an old workbook: comments and hidden columns cannot be checked.",
        remedy_zh="请另存为 XLSX 再导入。",
        remedy_en="Save it as XLSX and import that.",
    ),
    "office.embedded": Message(
        zh="{place} 嵌有其他文件或宏，未读取。",
        en="{place} embeds another file or a macro, which was not read.",
        remedy_zh="请取出嵌入的文件，单独检查。",
        remedy_en="Take it out and check it by itself.",
    ),
    "document.tracked_insertions": Message(
        zh="{place} 有修订插入的内容。", en="{place} has tracked insertions."
    ),
    "document.tracked_deletions": Message(
        zh="{place} 有修订删除的内容，仍留在文件里。",
        en="{place} has tracked deletions, which are still in the file.",
    ),
    "document.hidden_text": Message(zh="{place} 有隐藏文字。", en="{place} has hidden text."),
    "document.comments": Message(zh="{place} 是批注。", en="{place} holds comments."),
    "pdf.page_without_text": Message(
        zh="{place} 没有可读的文字，可能是扫描件，未检查。",
        en="{place} has no text; it may be a scan and was not checked.",
        remedy_zh=(
            "删去程序文件夹里的 .venv，运行 sh scripts/setup.sh runtime，再启动"
            "，然后重新读取，或人工核对。"
        ),
        remedy_en=(
            "Remove .venv in the program's folder, run sh scripts/setup.sh runtime and start again"
            ", then read it again; or look at it yourself."
        ),
    ),
    "pdf.page_broken_off": Message(
        zh="{place} 这一页的内容在文件里断开或损坏：其后的文字可能缺失，读出的文字可能有误。",
        en="The contents of {place} break off or are damaged: text behind may be missing, and what "
        "was read may be wrong.",
        remedy_zh="请在原软件中打开核对这一页，另存一份；打不开的，向提供方重新索取。",
        remedy_en="Open it in its own program, compare this page and save a copy; where it does "
        "not open, ask for the file again.",
    ),
    "pdf.damaged": Message(
        zh="{place} 结尾不完整，或有分不清属于哪一页的损坏：可能缺页，或缺后来的改动。",
        en="{place} does not end as a PDF does, or has damage of which nobody can tell the page: "
        "pages, or changes made later, may be missing.",
        remedy_zh="请对照原文件的页数；在原软件中另存一份，或向提供方重新索取。",
        remedy_en="Compare the number of pages with the source; save a copy from its own program, "
        "or ask for the file again.",
    ),
    "picture.read": Message(
        zh="{place} 有 {pages} 页是从图片识读的，把握最低的一行为 {least}。",
        en="{pages} pages of {place} were read from pictures; the least sure line is {least} sure.",
    ),
    "picture.without_text": Message(
        zh="{place} 是图片，未识读出文字。",
        en="{place} is a picture on which no text was found.",
        remedy_zh="请人工核对；模糊或手写的文字可能识读不出。",
        remedy_en="Look at it yourself: faint text or handwriting may not be read.",
    ),
    "picture.too_many_pages": Message(
        zh="{place} 的图片页超过 {most} 页，余下 {left} 页未检查。",
        en="{place} has more than {most} pages that are pictures; {left} were not checked.",
        remedy_zh="请把文件分成几份，再逐份读取。",
        remedy_en="Cut the file into several and read each of them.",
    ),
    "pdf.attachments": Message(
        zh="{place} 带有附件，未读取。",
        en="{place} carries attachments, which were not read.",
        remedy_zh="请取出附件，单独检查。",
        remedy_en="Take them out and check them by themselves.",
    ),
    "pdf.form": Message(
        zh="{place} 含有表单，填写的内容未必都能读到。",
        en="{place} has a form; what was filled in may not all be read.",
        remedy_zh="请人工核对。",
        remedy_en="Look at it yourself.",
    ),
    "cell.formula": Message(
        zh="{place} 以公式符号开头，按文字保存。",
        en="{place} begins like a formula; it is kept as text.",
    ),
    "cell.direction_marks": Message(
        zh="{place} 含有文字方向控制符，已去掉。",
        en="{place} had direction marks, which were taken out.",
    ),
    "cell.invisible": Message(
        zh="{place} 含有不可见字符，已去掉。",
        en="{place} had invisible characters, which were taken out.",
    ),
    "cell.controls": Message(
        zh="{place} 含有控制字符，已去掉。",
        en="{place} had control characters, which were taken out.",
    ),
    "cell.confusable": Message(
        zh="{place} 混用了外形相近的不同文字。",
        en="{place} mixes alphabets that look alike.",
    ),
    "value.synthetic": Message(
        zh="{place} 是虚构号码，仅供演示。", en="{place} is a made-up number, for demo use."
    ),
}
