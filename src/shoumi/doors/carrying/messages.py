"""Texts of what several doors do: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "campaign.returned_unfit": Message(
        zh="退信没有登记：有 {count} 处不对。",
        en="No letter was recorded. Wrong places: {count}.",
        remedy_zh="照下面写的逐处改好，再交一次；一处不对，整份都不记。",
        remedy_en="Mend each place named below and bring it again; one wrong place and none "
        "counts.",
    ),
    "cli.no_campaign": Message(
        zh="这次转让还没有告知或征求过任何人，因此不能交付。",
        en="Nobody was told or asked in this deal, so nothing may leave.",
        remedy_zh="先完成告知：shoumi campaign。",
        remedy_en="Run the campaign first: shoumi campaign.",
    ),
    "intake.no_such_delivery": Message(
        zh="没有等着核对的文件，或者等得太久已经删掉。",
        en="No such files are waiting, or they waited too long and are gone.",
        remedy_zh="在转让页上重新交来。",
        remedy_en="Bring them again on the deal's page.",
    ),
    "intake.no_such_slip": Message(
        zh="等着的内容等得太久，已经删掉。",
        en="What was waiting waited too long and is gone.",
        remedy_zh="重新办理一次。",
        remedy_en="Start once more.",
    ),
    "intake.delivery_too_large": Message(
        zh="文件合计超过 {most} 字节。",
        en="The files have more than {most} bytes in all.",
        remedy_zh="分几次交来，或用命令行 `shoumi intake`。",
        remedy_en="Bring them in parts, or use `shoumi intake`.",
    ),
    "teaser.unread": Message(
        zh="文件里有读不了的内容（只有图像的页、附件或表单），查不出有没有个人信息，没有收下。",
        en="The file has parts that cannot be read (a page that is a picture, an attachment, a "
        "form), so nothing can be found in them; it was not kept.",
        remedy_zh="换成全是文字、不带附件和表单的文件。",
        remedy_en="Bring a file of text alone, without attachments or forms.",
    ),
}
