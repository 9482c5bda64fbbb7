"""The made-up company's files, as messy as real ones.

- ``客户台账.xlsx``  two sheets; title row, two-row merged header, a hidden column of bank accounts
- ``会员系统导出.csv``  GB18030, other headings, some of the same people, closed accounts, staff
- ``服务合同.docx``  a contract with tracked changes, a comment and a header
- ``营业执照.pdf``  the licence
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import typst
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet
from pylopdf_fonts_zh_cn import sans_path

from shoumi.doors.demo.people import Customer

TARGET = "云岚虚构家政服务有限公司"
USCC = "91990000MA0DEM0213"


def write(folder: Path, people: Sequence[Customer]) -> list[Path]:
    """Write the four files into ``folder`` and name them in the order they are taken in."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [
        folder / name
        for name in ("客户台账.xlsx", "会员系统导出.csv", "服务合同.docx", "营业执照.pdf")
    ]
    paths[0].write_bytes(workbook(people))
    paths[1].write_bytes(member_export(people))
    paths[2].write_bytes(contract(people))
    paths[3].write_bytes(licence())
    return paths


def workbook(people: Sequence[Customer]) -> bytes:
    book = Workbook()
    private = book.active
    assert isinstance(private, Worksheet)
    private.title = "在册客户"
    _private_customers(private, [own for own in people if own.kind in ("individual", "child")])
    _corporate_contacts(
        book.create_sheet("企业客户联系人"), [own for own in people if own.kind == "contact"]
    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _private_customers(sheet: Worksheet, people: Sequence[Customer]) -> None:
    columns = [
        "客户编号", "客户姓名", "手机号码", "片区", "服务地址", "出生日期", "身份证号码",
        "退费卡号", "服务项目", "年消费额", "建档日期", "监护人姓名", "监护人手机", "证件影像",
    ]  # fmt: skip
    groups = [
        ("客户", 3),
        ("住址", 2),
        ("证件与账户", 3),
        ("服务", 3),
        ("未成年人", 2),
        ("附件", 1),
    ]
    _title(sheet, f"{TARGET}　在册客户台账（2026年8月）", groups, columns)
    for own in people:
        sheet.append(
            [
                f"YL{own.number:06d}", own.name, own.mobile, own.district, own.address,
                own.birth_on, own.id_number, own.bank_account, own.service_type,
                own.yearly_amount, own.opened_on, own.guardian_name, own.guardian_mobile,
                own.id_card_image,
            ]
        )  # fmt: skip
    # The bank accounts for refunds sit in a column somebody once hid.
    sheet.column_dimensions["H"].hidden = True
    sheet["A4"].comment = Comment("编号规则：YL加六位流水", "台账")


def _corporate_contacts(sheet: Worksheet, people: Sequence[Customer]) -> None:
    columns = [
        "客户编号",
        "单位名称",
        "联系人",
        "职务",
        "联系电话",
        "服务项目",
        "签约日期",
        "合同级别",
    ]
    _title(sheet, f"{TARGET}　企业客户联系人", [("企业", 2), ("联系人", 3), ("合同", 3)], columns)
    for own in people:
        sheet.append(
            [
                f"YL{own.number:06d}", own.company_name, own.name, own.contact_title, own.mobile,
                own.service_type, own.opened_on, "重点" if own.is_key else "普通",
            ]
        )  # fmt: skip


def _title(
    sheet: Worksheet, title: str, groups: Sequence[tuple[str, int]], columns: Sequence[str]
) -> None:
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A1"].alignment = Alignment(horizontal="center")
    heads: list[str | None] = []
    for name, width in groups:
        heads += [name] + [None] * (width - 1)
    sheet.append(heads)
    column = 1
    for _, width in groups:
        if width > 1:
            sheet.merge_cells(
                start_row=2, start_column=column, end_row=2, end_column=column + width - 1
            )
        column += width
    sheet.append(list(columns))


def member_export(people: Sequence[Customer]) -> bytes:
    """The member system's view: some people again, the closed accounts, three of staff."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(
        ["会员号", "姓名", "电话", "住址", "生日", "服务项目", "注册日期", "销户日期", "类别"]
    )
    again = [own for own in people if own.kind == "individual" and own.number % 5 == 0]
    for own in [*again, *(own for own in people if own.kind == "closed")]:
        table.writerow(
            [
                f"YL{own.number:06d}", own.name, own.mobile, own.address, own.birth_on,
                own.service_type, own.opened_on, own.closed_on or "", "客户",
            ]
        )  # fmt: skip
    for n, name in enumerate(("何样工", "罗样工", "梁样工")):
        table.writerow(
            [f"YG{n + 1:04d}", name, f"1540000090{n}", "", "", "", "2024-03-01", "", "员工"]
        )
    return out.getvalue().encode("gb18030")


def licence() -> bytes:
    source = f"""
#set page(width: 297mm, height: 210mm, margin: 25mm)
#set text(font: "Noto Sans SC", size: 14pt, lang: "zh")
#align(center)[#text(size: 34pt, weight: "bold")[营 业 执 照] #v(4mm) （虚构样本，无效力）]
#v(10mm)
#grid(columns: (60mm, 1fr), row-gutter: 8mm,
  [统一社会信用代码], [{USCC}], [名　　称], [{TARGET}], [类　　型], [有限责任公司],
  [法定代表人], [赵虚甲], [注册资本], [伍拾万元整], [住　　所], [示例省虚构市样本路1号],
  [经营范围], [家政服务；居民日常生活服务；养老陪护],)
"""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(sans_path().parent)],
    )
    return bytes(typst.compile(source.encode(), font_paths=fonts, format="pdf"))


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def contract(people: Sequence[Customer]) -> bytes:
    """A framework contract; the contact was changed with tracked changes, so both still stand."""
    keys = [own for own in people if own.is_key][:2]
    new, old = keys[0], keys[-1]
    changed = (
        '<w:p><w:r><w:t xml:space="preserve">甲方联系人：</w:t></w:r>'
        '<w:del w:id="1" w:author="法务" w:date="2026-06-01T09:00:00Z"><w:r>'
        f"<w:delText>{escape(old.name)}，手机{old.mobile}</w:delText></w:r></w:del>"
        '<w:ins w:id="2" w:author="法务" w:date="2026-06-01T09:00:00Z"><w:r>'
        f"<w:t>{escape(new.name)}，手机{new.mobile}</w:t></w:r></w:ins></w:p>"
    )
    header = _paragraph("内部文件 合同编号YL-2026-001")
    body = "".join(
        (
            _paragraph("家政服务框架合同"),
            _paragraph(f"甲方：{new.company_name}　乙方：{TARGET}（{USCC}）"),
            changed,
            _paragraph(
                "一、乙方每周提供两次驻场保洁。二、费用按月结算，退费账户：9999990000000014。"
            ),
        )
    )
    parts = {
        "[Content_Types].xml": f"{_HEAD}<Types xmlns="
        '"http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/{name}" ContentType='
            f'"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
            for name, kind in (
                ("word/document.xml", "document.main"),
                ("word/comments.xml", "comments"),
                ("word/header1.xml", "header"),
            )
        )
        + "</Types>",
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(
            ("comments", "comments.xml"), ("header", "header1.xml")
        ),
        "word/document.xml": f"{_HEAD}<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/comments.xml": f'{_HEAD}<w:comments {_W}><w:comment w:id="0" w:author="法务">'
        f"{_paragraph('联系人变更已电话核实。')}</w:comment></w:comments>",
        "word/header1.xml": f"{_HEAD}<w:hdr {_W}>{header}</w:hdr>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 6, 1, 9, 0, 0)), text.encode())
    return out.getvalue()


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _relations(*targets: tuple[str, str]) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{base}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return (
        f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{rows}</Relationships>"
    )
