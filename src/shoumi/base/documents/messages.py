"""Texts of documents: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "document.no_such_template": Message(
        zh="没有名为“{template}”的文书模板。",
        en="There is no document template named “{template}”.",
        remedy_zh="请从模板目录中选择一个现有模板。",
        remedy_en="Choose one of the templates on board.",
    ),
    "document.data_incomplete": Message(
        zh="模板“{template}”的数据不完整：缺少〔{missing}〕，不认识〔{unknown}〕。",
        en="Data of template “{template}” do not fit: missing [{missing}], unknown [{unknown}].",
        remedy_zh="补齐缺少的项目，更正或删去不认识的项目。",
        remedy_en="Supply what is missing and correct or drop what is unknown.",
    ),
    "document.unprintable_text": Message(
        zh="“{template}”的内容含有无法印出的字符。",
        en="The text of “{template}” holds a character that cannot be printed.",
        remedy_zh="去掉控制字符、方向控制符、表情符号和自造字后重试。",
        remedy_en="Remove control and direction characters, emoji and private characters.",
    ),
    "document.will_not_typeset": Message(
        zh="“{template}”的某一项数据形式不对，无法排版。",
        en="A value given to “{template}” has the wrong shape and cannot be set.",
        remedy_zh="对照模板说明检查日期、表格列数和数字的形式。",
        remedy_en="Check dates, columns of tables and numbers against the template's description.",
    ),
    "document.not_a_pdf": Message(
        zh="这个文件不是可读的 PDF。",
        en="This file is not a readable PDF.",
        remedy_zh="请取回原件，确认文件完整后重试。",
        remedy_en="Fetch the original again and make sure it is whole.",
    ),
    "document.paper_too_large": Message(
        zh="文件超过 {most} MiB。",
        en="The file is larger than {most} MiB.",
        remedy_zh="降低扫描的分辨率，或分成几份交。",
        remedy_en="Scan it at a lower resolution, or hand it in as several.",
    ),
    "document.not_a_paper": Message(
        zh="文件是空的，或不是这里收的格式。",
        en="The file is empty, or not of a format that is taken here.",
        remedy_zh="把文件另存为 PDF，或扫描成图片再交。",
        remedy_en="Save it as a PDF, or scan it.",
    ),
    "document.personal_information": Message(
        zh="文件里有不该留在证据中的个人信息：{labels}，见 {places}。",
        en="The file holds personal information that evidence may not: {labels}, at {places}.",
        remedy_zh="遮盖后重交：证件号和银行账号一个也不留，姓名和联系方式最多 {most} 处。",
        remedy_en="Cover it: no identity or account number, {most} names and contacts at most.",
    ),
    "document.no_such_field": Message(
        zh="文件里没有可签署的位置“{field}”。",
        en="The document has no empty signature field “{field}”.",
        remedy_zh="签署位置须在制作文件时设好；请重新制作文件。",
        remedy_en="Fields are made with the document; make the document again.",
    ),
    "document.already_signed": Message(
        zh="位置“{field}”已经签署。",
        en="Field “{field}” is signed already.",
        remedy_zh="无需再签；如需更改，请制作新版本并重新签署。",
        remedy_en="Nothing to do; for a change, make and sign a new version.",
    ),
    "document.fields_after_signature": Message(
        zh="文件已有签名，不能再增设签署位置。",
        en="The document bears a signature; no field can be added any more.",
        remedy_zh="请在首次签署之前设好全部签署位置。",
        remedy_en="Make every field before the first signature.",
    ),
    "document.stamps_unfit": Message(
        zh="时间戳服务的地址不对。",
        en="This is no address of a time-stamp authority.",
        remedy_zh="写服务商给的网址，以 https:// 或 http:// 开头，里面不能有密码。",
        remedy_en="Write the address as given, beginning https:// or http://, without a password.",
    ),
    "document.timestamp_failed": Message(
        zh="时间戳机构没有给出有效的时间戳，文件没有签署。",
        en="The time-stamp authority gave no valid stamp; nothing was signed.",
        remedy_zh="检查 SHOUMI_TSA_URL 和网络后重试；系统不会悄悄改用本机时间。",
        remedy_en="Check SHOUMI_TSA_URL and the network; the local clock is never used instead.",
    ),
    "document.certificate_out_of_date": Message(
        zh="本系统的根证书在签署时间无效。",
        en="This installation's root certificate is not valid at the time of signing.",
        remedy_zh="检查系统时间；根证书到期的，请由信息安全负责人更换。",
        remedy_en="Check the clock; if the root has run out, the security officer replaces it.",
    ),
    "document.missing": Message(
        zh="没有这份文件，或您无权知悉。",
        en="There is no such document, or none you may know of.",
        remedy_zh="请核对文件编号。",
        remedy_en="Check the document's reference.",
    ),
    "document.damaged": Message(
        zh="文件 {document} 已损坏或被替换。",
        en="Document {document} is damaged or was replaced.",
        remedy_zh="不要使用该文件；请从备份恢复，并告知信息安全负责人。",
        remedy_en="Do not use it; restore it from a backup and tell the security officer.",
    ),
    "document.no_such_kind": Message(
        zh="没有“{kind}”这一类文件。",
        en="There is no kind of document “{kind}”.",
        remedy_zh="请使用已登记的文件类别。",
        remedy_en="Use one of the registered kinds.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "documents.Kind": {
        "nda": ("保密协议", "NDA"),
        "pipia_report": ("影响评估报告", "assessment report"),
        "processing_agreement": ("委托处理协议", "processing agreement"),
        "request_receipt": ("请求的回执", "receipt of a request"),
        "training_certificate": ("培训证书", "training certificate"),
        "notice": ("告知书", "notice"),
        "separate_consent": ("单独同意书", "separate consent"),
        "consent_receipt": ("同意回执", "consent receipt"),
        "destruction_certificate": ("销毁证明", "certificate of destruction"),
        "recipient_certificate": ("接收方销毁证明", "recipient's certificate"),
        "handover_record": ("交接记录", "handover record"),
        "handover_package": ("交接包", "handover package"),
        "closing_report": ("结案报告", "closing report"),
        "teaser": ("公开摘要", "public summary"),
        "room_content": ("数据室内容", "content of a room"),
        "upload": ("上传的文件", "upload"),
        "evidence": ("证据", "evidence"),
    },
    "documents.Format": {
        "pdf": ("PDF 文件", "PDF"),
        "picture": ("图片", "picture"),
        "docx": ("Word 文档", "Word document"),
        "xlsx": ("Excel 表格", "Excel workbook"),
        "xls": ("旧版 Excel 表格", "old Excel workbook"),
        "ods": ("OpenDocument 表格", "OpenDocument sheet"),
        "csv": ("CSV 表格", "CSV table"),
        "jsonl": ("JSON Lines 文件", "JSON Lines"),
        "parquet": ("Parquet 表格", "Parquet table"),
        "txt": ("纯文本", "plain text"),
    },
}
