"""Certificates: the paper of one, for its holder and those who keep courses; all of a course."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.pages import paper_download, scoping
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.documents import training_certificate
from shoumi.chapters.learning.models import Certificate, Course
from shoumi.chapters.learning.services import certificate_papers
from shoumi.chapters.learning.verbs.place import LEARNERS, certificate_of

_OF_COURSE = (
    Column(("编号", "Number")),
    Column(("姓名", "Name")),
    Column(("发证", "Issued")),
    Column(("有效至", "Until")),
)
# On the page of a course; a program lists all.
_MOST = 50


@open_to(Who.STAFF, *LEARNERS)
@require_http_methods(["GET", "HEAD"])
def paper(request: PageRequest, certificate: str) -> HttpResponse:
    """A PDF with its proof inside; made when it is first fetched, not when its head is asked."""
    one = certificate_of(request, certificate)
    if request.method == "HEAD":
        return HttpResponse(content_type="application/pdf")
    document = certificate_papers.of(one, training_certificate.paper, request.at)
    return paper_download.handed_out(request, document, training_certificate.number(one))


def number_cell(one: Certificate) -> Cell:
    """Its number, which fetches the paper."""
    href = reverse("certificate-paper", kwargs={"certificate": one.ref})
    return Cell(training_certificate.number(one), href)


def of_course(request: PageRequest, course: Course) -> Table:
    """Those of all its versions, the newest first, a page of them."""
    same = [one.ref for one in queries.courses() if one.series == course.series]
    found = list(Certificate.objects.filter(course__in=same).order_by("-number")[:_MOST])
    known = scoping.people({one.person for one in found})
    rows = [
        (number_cell(one), known.get(one.person, ""), one.issued_at, one.until) for one in found
    ]
    empty = ("还没有人取得证书。", "Nobody holds one yet.")
    return Table(_OF_COURSE, rows, ("最近发出的证书", "The newest certificates"), empty)
