"""The made-up company's files, as messy as real ones.

- ``客户台账.xlsx``  two sheets (``sample_ledgers``); of a large company several workbooks
- ``会员系统导出.csv``  GB18030, other headings, some of the same people, closed accounts, staff
- ``服务合同.docx``  a contract with tracked changes, a comment and a header
- ``营业执照.pdf``  the licence
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import typst
from pylopdf_fonts_zh_cn import sans_path

from shoumi.doors.demo import sample_ledgers
from shoumi.doors.demo.sample_customers import Customer
from shoumi.doors.demo.sample_ledgers import TARGET

__all__ = ["TARGET", "USCC", "contract", "licence", "write"]

USCC = "91990000MA0DEM0213"


def write(folder: Path, people: Iterable[Customer]) -> list[Path]:
    """Write the files into ``folder`` and name them in the order they are taken in.

    People are taken one after the other and not held.
    """
    folder.mkdir(parents=True, exist_ok=True)
    keys: list[Customer] = []
    paths = [folder / name for name in ("会员系统导出.csv", "服务合同.docx", "营业执照.pdf")]
    with paths[0].open("w", encoding="gb18030", newline="") as export:
        members = csv.writer(export)
        members.writerow(MEMBER_HEADINGS)
        books = sample_ledgers.write(folder, _sorted(people, members, keys))
        members.writerows(
            [f"YG{n + 1:04d}", name, f"1540000090{n}", "", "", "", "2024-03-01", "", "员工"]
            for n, name in enumerate(("何样工", "罗样工", "梁样工"))
        )
    paths[1].write_bytes(contract(keys))
    paths[2].write_bytes(licence())
    return [*books, *paths]


MEMBER_HEADINGS = (
    "会员号", "姓名", "电话", "住址", "生日", "服务项目", "注册日期", "销户日期", "类别",
)  # fmt: skip


def _sorted(people: Iterable[Customer], members: Any, keys: list[Customer]) -> Iterator[Customer]:
    """Whom the ledgers list; the member system lists some of them again and the closed accounts."""
    for own in people:
        if own.kind == "closed" or (own.kind == "individual" and own.number % 5 == 0):
            members.writerow(
                [
                    f"YL{own.number:06d}", own.name, own.mobile, own.address, own.birth_on,
                    own.service_type, own.opened_on, own.closed_on or "", "客户",
                ]
            )  # fmt: skip
        if own.is_key:
            keys.append(own)
        if own.kind != "closed":
            yield own


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


def contract(keys: Sequence[Customer]) -> bytes:
    """A framework contract; the contact was changed with tracked changes, so both still stand."""
    new, old = keys[:2][0], keys[:2][-1]
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
