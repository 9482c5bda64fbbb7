"""Words of the documents' refusals."""

from __future__ import annotations

from shoumi.doors.words.kinds import Words

WORDS: dict[str, Words] = {
    "document.no_such_template": Words(
        zh="没有名为“{template}”的文书模板。",
        en="There is no document template named “{template}”.",
        mend_zh="请从模板目录中选择一个现有模板。",
        mend_en="Choose one of the templates on board.",
    ),
    "document.data_incomplete": Words(
        zh="模板“{template}”的数据不完整：缺少〔{missing}〕，不认识〔{unknown}〕。",
        en="Data of template “{template}” do not fit: missing [{missing}], unknown [{unknown}].",
        mend_zh="补齐缺少的项目，更正或删去不认识的项目。",
        mend_en="Supply what is missing and correct or drop what is unknown.",
    ),
    "document.unprintable_text": Words(
        zh="“{template}”的内容含有无法印出的字符。",
        en="The text of “{template}” holds a character that cannot be printed.",
        mend_zh="去掉控制字符、方向控制符、表情符号和自造字后重试。",
        mend_en="Remove control and direction characters, emoji and private characters.",
    ),
    "document.will_not_typeset": Words(
        zh="“{template}”的某一项数据形式不对，无法排版。",
        en="A value given to “{template}” has the wrong shape and cannot be set.",
        mend_zh="对照模板说明检查日期、表格列数和数字的形式。",
        mend_en="Check dates, columns of tables and numbers against the template's description.",
    ),
    "document.not_a_pdf": Words(
        zh="这个文件不是可读的 PDF。",
        en="This file is not a readable PDF.",
        mend_zh="请取回原件，确认文件完整后重试。",
        mend_en="Fetch the original again and make sure it is whole.",
    ),
    "document.paper_too_large": Words(
        zh="文件超过 {most} MiB。",
        en="The file is larger than {most} MiB.",
        mend_zh="降低扫描的分辨率，或分成几份交。",
        mend_en="Scan it at a lower resolution, or hand it in as several.",
    ),
    "document.not_a_paper": Words(
        zh="只收 PDF、PNG 或 JPEG。",
        en="Only a PDF, a PNG or a JPEG is taken.",
        mend_zh="把文件另存为 PDF，或扫描成图片再交。",
        mend_en="Save it as a PDF, or scan it.",
    ),
    "document.no_such_field": Words(
        zh="文件里没有可签署的位置“{field}”。",
        en="The document has no empty signature field “{field}”.",
        mend_zh="签署位置须在制作文件时设好；请重新制作文件。",
        mend_en="Fields are made with the document; make the document again.",
    ),
    "document.already_signed": Words(
        zh="位置“{field}”已经签署。",
        en="Field “{field}” is signed already.",
        mend_zh="无需再签；如需更改，请制作新版本并重新签署。",
        mend_en="Nothing to do; for a change, make and sign a new version.",
    ),
    "document.fields_after_signature": Words(
        zh="文件已有签名，不能再增设签署位置。",
        en="The document bears a signature; no field can be added any more.",
        mend_zh="请在首次签署之前设好全部签署位置。",
        mend_en="Make every field before the first signature.",
    ),
    "document.timestamp_failed": Words(
        zh="时间戳机构没有给出有效的时间戳，文件没有签署。",
        en="The time-stamp authority gave no valid stamp; nothing was signed.",
        mend_zh="检查 SHOUMI_TSA_URL 和网络后重试；系统不会悄悄改用本机时间。",
        mend_en="Check SHOUMI_TSA_URL and the network; the local clock is never used instead.",
    ),
    "document.certificate_out_of_date": Words(
        zh="本系统的根证书在签署时间无效。",
        en="This installation's root certificate is not valid at the time of signing.",
        mend_zh="检查系统时间；根证书到期的，请由信息安全负责人更换。",
        mend_en="Check the clock; if the root has run out, the security officer replaces it.",
    ),
    "document.missing": Words(
        zh="没有这份文件，或您无权知悉。",
        en="There is no such document, or none you may know of.",
        mend_zh="请核对文件编号。",
        mend_en="Check the document's reference.",
    ),
    "document.damaged": Words(
        zh="文件 {document} 已损坏或被替换。",
        en="Document {document} is damaged or was replaced.",
        mend_zh="不要使用该文件；请从备份恢复，并告知信息安全负责人。",
        mend_en="Do not use it; restore it from a backup and tell the security officer.",
    ),
    "document.no_such_kind": Words(
        zh="没有“{kind}”这一类文件。",
        en="There is no kind of document “{kind}”.",
        mend_zh="请使用已登记的文件类别。",
        mend_en="Use one of the registered kinds.",
    ),
}
