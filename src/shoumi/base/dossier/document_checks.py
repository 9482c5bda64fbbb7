"""What the stand-alone verifier leaves to others: signatures inside PDF files, and their pages.

Needs pyHanko and pypdfium2; needs no database and no settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from shoumi.core.verify.dossier import PAPERS
from shoumi.core.verify.folder import Files, files_of, read_file
from shoumi.core.verify.log import Trust
from shoumi.core.verify.report import Bad, Report, WrongUse, canonical

# The closed words of documents.validation, as the verifier says them.
SAID: Mapping[str, str] = {
    "unreadable": "the PDF or a signature in it cannot be read",
    "not_signed": "the PDF bears no signature",
    "not_intact": "a PDF signature is wrong",
    "untrusted": "a PDF signer's certificate leads to no root you trust",
    "timestamp_untrusted": "a PDF time-stamp leads to no root you trust",
    "modified_after_signing": "the PDF was changed after signing",
    "not_whole_file": "the last PDF signature does not cover the whole file",
    "container_altered": "a PDF signature's container was altered",
    "failed": "a PDF signature did not pass",
}
PAGES = "not as many pages as listed"
NO_ROOT = "PDF signers: the trust file holds no root certificate"
# Only that nothing was there to judge certificates by.
_UNJUDGED = ("untrusted", "timestamp_untrusted")


def check_papers(report: Report, path: Path, trust: Trust | None) -> None:
    """Add checks for each PDF of what ``path`` names; the verifier's blanket remark goes.

    A document without any signature is told, not refused: the log binds its bytes.

    Raises:
        WrongUse: the trust's certificates cannot be read.
    """
    try:
        files = (
            files_of(path) if report.kind == "dossier" else {path.name: partial(read_file, path)}
        )
    except Bad:
        return
    report.not_checked = [row for row in report.not_checked if row["check"] != "pdf"]
    pages = _pages(files)
    for name in sorted(name for name in files if name.endswith(".pdf")):
        with report.check("pdf", name):
            pdf, before = files[name](), len(report.checks)
            _check_signatures(report, name, pdf, list(trust.roots) if trust else [])
            if name in pages and len(report.checks) == before:
                _check_pages(pdf, pages[name])


def _check_signatures(report: Report, name: str, pdf: bytes, roots: list[bytes]) -> None:
    from shoumi.base.documents import validation

    try:
        problems = validation.validate(pdf, roots).problems
    except ValueError as error:
        raise WrongUse("not a trust file", "certificate") from error
    if not roots and problems != ["not_signed"]:
        report.skip("pdf", name, NO_ROOT)
    for problem in problems:
        field, _, word = problem.rpartition(": ")
        if word == "not_signed":
            report.skip("pdf", name, SAID[word])
        elif roots or word not in _UNJUDGED:
            place = f"{name}, field {field}" if field else name
            report.fail("pdf", place, SAID.get(word, SAID["failed"]))


def _check_pages(pdf: bytes, listed: int) -> None:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(pdf)
    except PdfiumError as error:
        raise Bad(SAID["unreadable"]) from error
    try:
        found = len(document)
    finally:
        document.close()
    if found != listed:
        raise Bad(PAGES)


def _pages(files: Files) -> dict[str, int]:
    """Pages by path as the index lists them; none where the verifier has refused the index."""
    try:
        return {row["path"]: row["pages"] for row in canonical(files[PAPERS]())}
    except (Bad, KeyError, TypeError):
        return {}
