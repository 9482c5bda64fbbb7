"""The signatures of one agreement, each judged anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shoumi.base.documents import store, validation
from shoumi.base.documents.signatures import known_roots
from shoumi.base.documents.validation import Report, Signature
from shoumi.base.pages import figures
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Column, Table
from shoumi.chapters.agreements.models import Agreement
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

_COLUMNS = (
    Column(("签署人", "Signer")),
    Column(("结论", "Verdict")),
    Column(("签署时间", "Signed at")),
    Column(("说明", "Note")),
)
_PROBLEMS: Mapping[str, Both] = {
    "not_intact": ("签名与文件不符", "the signature does not fit the paper"),
    "untrusted": ("签名证书不是本处签发", "the certificate is not of this house"),
    "timestamp_untrusted": ("时间戳的根证书不在本处", "the time-stamp's root is not held here"),
    "modified_after_signing": ("签署后文件被改过", "the paper was changed after it was signed"),
    "container_altered": ("签名容器被改过", "the container of the signature was altered"),
    "not_whole_file": ("没有覆盖整份文件", "it does not cover the whole file"),
}


def table(request: PageRequest, one: Agreement, known: Mapping[str, str]) -> Table:
    """Each signer's own signature (PAdES), judged anew from the paper as it lies here."""
    report = _judged(one)
    by_field = {made.field: made for made in report.signatures} if report else {}
    rows = []
    for place, ref in enumerate(one.persons, start=1):
        field = f"signer_{place}"
        made = by_field.get(field)
        wrong = _wrong(request, report, field)
        when: datetime | None = made.at if made else None
        rows.append(
            (
                known.get(ref, ref),
                _verdict(request, made, wrong, is_signed=ref in one.signed),
                when,
                wrong or (_level(request, made) if made else None),
            )
        )
    empty: Both = ("没有签署人。", "Nobody signs.")
    return Table(_COLUMNS, rows, ("签名，每人用自己的密钥", "Signatures, each by own key"), empty)


def _judged(one: Agreement) -> Report | None:
    if not one.signed:
        return None
    return validation.validate(store.get(Ref(one.document)), known_roots())


def _wrong(request: PageRequest, report: Report | None, field: str) -> tuple[str, ...]:
    """What is wrong with one signature, in words; what has none is said by its code."""
    if report is None:
        return ()
    codes = [
        what.removeprefix(f"{field}: ")
        for what in report.problems
        if what.startswith(f"{field}: ") or ": " not in what
    ]
    return tuple(request.say(_PROBLEMS.get(code, (code, code))) for code in codes)


def _verdict(
    request: PageRequest, made: Signature | None, wrong: tuple[str, ...], *, is_signed: bool
) -> str:
    if not is_signed:
        return request.say(("还没有签", "not signed yet"))
    holds = made is not None and not wrong
    return figures.tag(ControlState.PASS if holds else ControlState.FAIL, request.lang)


def _level(request: PageRequest, made: Signature) -> str:
    if made.level.endswith("T"):
        return request.say(("PAdES B-T，带时间戳", "PAdES B-T, with a time-stamp"))
    return request.say(("PAdES B-B，时间由签署人申明", "PAdES B-B, at the time the signer claims"))
