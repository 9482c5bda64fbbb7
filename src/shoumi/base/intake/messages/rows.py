"""What is wrong in sheets, columns and rows."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "intake.refused": Message(
        zh="导入被拒绝：共 {count} 个问题，列出前 {shown} 个。没有写入任何内容。",
        en="The import is refused. Problems: {count}, listed: {shown}. Nothing was written.",
        remedy_zh="请逐项改正文件后重新导入。",
        remedy_en="Mend the files point by point and import them again.",
    ),
    "sheet.missing_column": Message(
        zh="{place} 缺少字段 {field} 的列。",
        en="{place} has no column for the field {field}.",
        remedy_zh="请补上该列，或在导入时指明哪一列是它。",
        remedy_en="Add the column, or say which column it is when importing.",
    ),
    "sheet.left_out": Message(
        zh="{place} 起的表没有一列说明是谁，整张表不导入。",
        en="No column of the table at {place} says whom it is about; the whole table is left out.",
        remedy_zh="如果它是客户表，请在导入时指明哪一列是姓名、哪一列是联系方式。",
        remedy_en="If it lists customers, say which column is the name and which reaches them.",
    ),
    "intake.nobody": Message(
        zh="没有一行是关于客户的：{place}。",
        en="Not one row is about a customer: {place}.",
        remedy_zh="请给出有表头和内容的客户表；合同等文字文件只用 `shoumi scan` 盘点，不导入。",
        remedy_en="Give a table of customers with headings and rows; texts are for `shoumi scan`.",
    ),
    "table.no_heading": Message(
        zh="{place} 起的表格没有表头。",
        en="The table at {place} has no heading.",
        remedy_zh="请在数据上方加一行列名。",
        remedy_en="Put a row of column names above the data.",
    ),
    "table.error_value": Message(
        zh="{place} 是公式错误值（如 #N/A）。",
        en="{place} holds the error of a formula (such as #N/A).",
        remedy_zh="请改正公式，或填入实际的内容。",
        remedy_en="Mend the formula or enter the value itself.",
    ),
    "table.formula_without_value": Message(
        zh="{place} 是没有结果的公式。",
        en="{place} is a formula without a result.",
        remedy_zh="请在表格软件中打开并保存一次，或粘贴为数值。",
        remedy_en="Open and save the file in its own program, or paste the values.",
    ),
    "mapping.unregistered_field": Message(
        zh="{place}（第 {column} 列）指定的字段不在登记表中。",
        en="The field given for {place} (column {column}) is not in the register.",
        remedy_zh="先在政策中登记该字段的目的、依据和期限，或舍去此列。",
        remedy_en="Register its purpose, basis and period in the policy first, or drop the column.",
    ),
    "mapping.field_twice": Message(
        zh="{place}（第 {column} 列）与第 {other} 列都对应字段 {field}。",
        en="{place} (column {column}) and column {other} both claim the field {field}.",
        remedy_zh="请指明用哪一列，并把另一列指定为别的字段或舍去。",
        remedy_en="Say which one it is; give the other another field or drop it.",
    ),
    "mapping.unknown_personal": Message(
        zh="{place}（第 {column} 列）的列名未登记，而内容含有个人信息（{label}）。",
        en="The heading at {place} (column {column}) is unknown and the column holds personal "
        "information ({label}).",
        remedy_zh="请把此列对应到登记的字段，或明确舍去。",
        remedy_en="Map the column to a registered field, or drop it explicitly.",
    ),
    "mapping.unknown_column": Message(
        zh="{place}（第 {column} 列）的列名不对应任何登记的字段。",
        en="The heading at {place} (column {column}) is no field of the register.",
        remedy_zh="请把此列对应到登记的字段，或明确舍去；未登记的字段不收集。",
        remedy_en="Map it to a registered field or drop it; what is not registered is not "
        "collected.",
    ),
    "mapping.contents_differ": Message(
        zh="{place}（第 {column} 列）的列名是 {field}，内容却像 {label}。",
        en="The heading at {place} (column {column}) says {field}, but the contents are {label}.",
        remedy_zh="请核对列是否错位；如列名无误，请在导入时指明。",
        remedy_en="Look for shifted columns; if the heading is right, say so when importing.",
    ),
    "mapping.repeated_heading": Message(
        zh="{place}（第 {column} 列）与第 {other} 列同名。",
        en="{place} (column {column}) has the same heading as column {other}.",
        remedy_zh="请给每列一个不同的名称。",
        remedy_en="Give each column a name of its own.",
    ),
    "mapping.hostile_heading": Message(
        zh="{place}（第 {column} 列）的列名含有不可见字符、乱码，或过长。",
        en="The heading at {place} (column {column}) has unseen characters, is "
        "damaged or too long.",
        remedy_zh="请重新输入列名。",
        remedy_en="Type the heading again.",
    ),
    "row.missing_value": Message(
        zh="{place} 缺少 {field}。",
        en="{place} has no {field}.",
        remedy_zh="请补上：每行要有姓名，并至少有一种联系方式或证件号码；“无”“/”不算姓名。",
        remedy_en="Each row needs a name and at least one way to reach or identify the person; "
        "a stroke or “N/A” is no name.",
    ),
    "row.duplicate_person": Message(
        zh="{place} 与 {other} 是同一个人。",
        en="{place} and {other} are the same person.",
        remedy_zh="请合并或更正这两行；确认无误时可接受，两行将合为一人。",
        remedy_en="Merge or mend the two rows; if you accept them, they become one person.",
    ),
    "row.held_twice": Message(
        zh="{place} 与已保存的 {count} 个人都相符。",
        en="{place} matches {count} people that are held already.",
        remedy_zh="请先核对并合并已保存的记录。",
        remedy_en="Check and merge the records that are held first.",
    ),
    "row.damaged_text": Message(
        zh="{place} 的 {field} 是乱码。",
        en="The {field} at {place} is damaged text.",
        remedy_zh="请以正确的编码从原系统重新导出。",
        remedy_en="Export it again from its source in the right encoding.",
    ),
    "row.id_checksum": Message(
        zh="{place} 的 {field} 校验不符，或出生日期不存在。",
        en="The {field} at {place} fails its check digit or names no real date.",
        remedy_zh="请与证件核对；确认照录时可接受，将标为存疑。",
        remedy_en="Compare it with the document; if accepted as written it stays marked as "
        "doubtful.",
    ),
    "row.synthetic_identity": Message(
        zh="{place} 的 {field} 是虚构号码（99 地区不存在）。",
        en="The {field} at {place} is a made-up one: region 99 does not exist.",
        remedy_zh="请填写真实号码；演示数据只能进入演示环境。",
        remedy_en="Enter the real one; made-up data belongs in a demo home.",
    ),
    "row.uscc_checksum": Message(
        zh="{place} 的统一社会信用代码（{field}）校验不符。",
        en="The credit code ({field}) at {place} fails its check character.",
        remedy_zh="请与营业执照核对。",
        remedy_en="Compare it with the licence.",
    ),
    "row.not_a_mobile": Message(
        zh="{place} 的 {field} 不是电话号码。",
        en="The {field} at {place} is no phone number.",
        remedy_zh="手机号为 11 位；一格只填一个号码。",
        remedy_en="A mobile number has 11 digits; one number a cell.",
    ),
    "row.not_an_email": Message(
        zh="{place} 的 {field} 不是邮箱地址。",
        en="The {field} at {place} is no e-mail address.",
        remedy_zh="请更正；一格只填一个地址。",
        remedy_en="Mend it; one address a cell.",
    ),
    "row.not_an_account": Message(
        zh="{place} 的 {field} 不是银行账号。",
        en="The {field} at {place} is no bank account.",
        remedy_zh="账号只含数字，8 至 32 位。",
        remedy_en="An account has 8 to 32 digits and nothing else.",
    ),
    "row.masked_value": Message(
        zh="{place} 的 {field} 已被打码。",
        en="The {field} at {place} is masked.",
        remedy_zh="请从原系统导出完整的号码，或舍去此列。",
        remedy_en="Export the whole number from its source, or drop the column.",
    ),
    "row.scientific_notation": Message(
        zh="{place} 的 {field} 成了科学计数法，末尾几位已经丢失。",
        en="The {field} at {place} is in scientific notation and has lost digits.",
        remedy_zh="请把该列设为“文本”，从原系统重新导出。",
        remedy_en="Format the column as text and export it again from its source.",
    ),
    "row.bad_date": Message(
        zh="{place} 的 {field} 不是有效的日期。",
        en="The {field} at {place} is no valid date.",
        remedy_zh="请写成 2026-08-24 的形式；生日不能在今天之后。",
        remedy_en="Write it as 2026-08-24; a birthday cannot lie ahead.",
    ),
    "row.bad_number": Message(
        zh="{place} 的 {field} 不是数字。",
        en="The {field} at {place} is no number.",
        remedy_zh="请写成 1234.50 的形式。",
        remedy_en="Write it as 1234.50.",
    ),
}
