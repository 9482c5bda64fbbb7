"""Texts of viewer: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "teaser.unread": Message(
        zh="文件里有读不了的内容（只有图像的页、断开或损坏的页、附件或表单），查不出有没有个人信息，没有收下。",
        en="The file has parts that cannot be read (a page that is a picture or is damaged, an "
        "attachment, a form), so nothing can be found in them; it was not kept.",
        remedy_zh="换成完好、全是文字、不带附件和表单的文件。",
        remedy_en="Bring a whole file of text alone, without attachments or forms.",
    ),
    "viewer.will_not_draw": Message(
        zh="这份文件画不出页面：损坏、加密，或者太大。",
        en="No pages can be drawn of this file: broken, locked or too large.",
        remedy_zh="另存为普通 PDF 再放。",
        remedy_en="Save it as a plain PDF and try again.",
    ),
    "viewer.too_many_pages": Message(
        zh="{count} 页，最多 {most} 页。",
        en="Pages: {count}; at most {most} go in.",
        remedy_zh="分成几份。",
        remedy_en="Split it.",
    ),
    "viewer.page_unread": Message(
        zh="第 {page} 页只有图像没有文字，查不出里面有没有个人信息，没有放入。",
        en="Page {page} is a picture without text; nothing can be found in it, so it stays out.",
        remedy_zh="用带文字的版本，或者先做文字识别。",
        remedy_en="Use a version with text, or have the text recognised first.",
    ),
    "viewer.no_file": Message(
        zh="没有选文件。",
        en="No file was chosen.",
        remedy_zh="选一份文件，或者选“这间数据室自己的表”。",
        remedy_en="Choose a file, or choose this room's own tables.",
    ),
}
