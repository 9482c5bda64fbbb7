"""Check a paper of ours: what is proven, what could not be checked, where it breaks.

All in memory.  What is uploaded is a stranger's, so it is judged in a limited child, and no PDF is
read: that is left to the verifier on the reader's own machine, and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from shoumi.base.dossier import proofs
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.form_submission import submit
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.vault import logkey
from shoumi.core.messages import Both
from shoumi.core.verify import single
from shoumi.core.verify.embedded_proof import NO_PROOF, SIGNED_LATER
from shoumi.core.verify.report import Report
from shoumi.core.verify.words import ZH
from shoumi.doors.portal import document_judge_process
from shoumi.doors.portal.document_judge_process import Paper
from shoumi.doors.portal.errors import TooLarge

MAX_UPLOAD = 2**25  # bytes as sent: a dossier of some thousand people
_TITLE: Both = ("核对文件", "Check a paper")
_FIELDS = (
    Field(
        "document",
        ("文件", "Paper"),
        Kind.FILE,
        (
            "回执、证明（.pdf）或卷宗（.zip），最大 32 MB。只在内存里看，不留存。",
            "A receipt, certificate (.pdf) or dossier (.zip), 32 MB at most; none is kept.",
        ),
    ),
    Field(
        "proof",
        ("旁边的 .tlog-proof", "The .tlog-proof beside it"),
        Kind.FILE,
        (
            "从本站下载的 PDF 里就有，不用；单独的 .jsonld，或里面没有的 .pdf，才需要。",
            "Not for a PDF downloaded here, which carries it; for a .jsonld, or a .pdf without.",
        ),
        is_needed=False,
    ),
)
_CHECKS: Mapping[str, Both] = {
    "proof": ("证明文件", "the proof"),
    "document": ("文件内容", "the paper itself"),
    "checkpoint": ("账本检查点", "the log's checkpoint"),
    "pdf": ("PDF 签名", "signatures inside the PDF"),
}


# What the verifier leaves to a program; a reader of this page is told what to do without one.
_NO_COMMANDS: Mapping[str, Both] = {
    NO_PROOF: (
        "没有证明文件。把同一处下载的 .tlog-proof 一起交上来，就能判断。",
        "The proof is not there. Hand in the .tlog-proof from the same place together with it.",
    ),
    "signatures inside PDF files": (
        "PDF 里的电子签名这里不看；用 PDF 阅读器打开，签名栏里会显示。",
        "Signatures inside the PDF are not looked at here; a PDF reader shows them.",
    ),
    "an outside time-stamp": (
        "外部时间戳这里不看。",
        "The time-stamp from outside is not looked at here.",
    ),
}


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PageRequest) -> HttpResponse:
    filled = submit(_FIELDS, request, lambda given: judged(given["document"], given["proof"]))
    told = {
        "form": filled.form,
        "refused": filled.refused,
        "report": filled.result,
        **(_told(request, filled.result) if filled.result else {}),
    }
    return page(request, "portal/check.html", _TITLE, told, status=filled.status)


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD"])
def verifier(request: PageRequest) -> HttpResponse:
    """The verifier as one file that needs nothing but Python; each dossier holds the same bytes."""
    answer = HttpResponse(single.text().encode(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="verify.py"'
    return answer


def judged(document: UploadedFile[Any], proof: UploadedFile[Any] | None) -> Report:
    """What the verifier says, trusting the keys of this house's own log.

    Raises:
        TooLarge, NotAPaper, CheckBusy
    """
    if (document.size or 0) + (proof.size or 0 if proof else 0) > MAX_UPLOAD:
        raise TooLarge
    keys = [(one.vkey, one.position) for one in logkey.former()]

    def paper() -> Paper:
        content = document.read()
        beside = proof.read() if proof else _own_proof(document.name or "", content)
        return Paper(document.name or "", content, beside)

    return document_judge_process.judge(paper, key=logkey.vkey(), former=keys)


def _own_proof(name: str, content: bytes) -> bytes | None:
    """Of a paper that this house made and that comes without its proof."""
    found = proofs.of_paper(content) if PurePath(name).suffix == ".pdf" else None
    return found.encode() if found else None


def _told(request: PageRequest, report: Report) -> dict[str, Any]:
    return {
        "verdict": _verdict(report),
        "good": _counted(request, report),
        "bad": _lines(request, [one for one in report.checks if not one["ok"]]),
        "unknown": _lines(request, report.not_checked),
    }


def _verdict(report: Report) -> str:
    """As the verifier says, or elsewhere: it agrees with a log that is not this house's; or signed:
    the paper is proven, and somebody signed on top after it left."""
    is_signed = SIGNED_LATER in {one["detail"] for one in report.not_checked}
    if is_signed and report.anchored and report.verdict == "undecided":
        return "signed"
    return report.verdict if report.anchored or not report.ok else "elsewhere"


def _counted(request: PageRequest, report: Report) -> list[tuple[str, int]]:
    good: dict[str, int] = {}
    for one in report.checks + report.confirmed:
        good[one["check"]] = good.get(one["check"], 0) + one["ok"]
    return [(_named(request, name), count) for name, count in good.items() if count]


def _lines(request: PageRequest, found: Iterable[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """What, where, why; a name out of a stranger's file is shown as text and nothing else."""
    lines = []
    for one in found:
        said = _said(request, one["detail"])
        place = "".join(c if c.isprintable() else "�" for c in one["place"])
        lines.append((_named(request, one["check"]), place, said))
    return lines


def _said(request: PageRequest, detail: str) -> str:
    if detail in _NO_COMMANDS:
        return request.say(_NO_COMMANDS[detail])
    return ZH.get(detail, detail) if request.lang == "zh" else detail


def _named(request: PageRequest, check: str) -> str:
    return request.say(_CHECKS[check]) if check in _CHECKS else check
