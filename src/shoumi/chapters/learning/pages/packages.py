"""Parts of lesson packages: the page around one, and the files of the package in its frame."""

from __future__ import annotations

import json
import mimetypes
import re
from importlib import resources

from django.core import signing
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.person_rows import NoSuchPerson
from shoumi.base.messages import refusals
from shoumi.base.pages import framed_files
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, page
from shoumi.chapters.learning.models import Course
from shoumi.chapters.learning.package_models import LessonPackage
from shoumi.chapters.learning.queries import NoSuchCourse
from shoumi.chapters.learning.queries import packages as found_packages
from shoumi.chapters.learning.queries.packages import NoSuchPackage
from shoumi.chapters.learning.rules import CourseState
from shoumi.chapters.learning.rules.packages import Edition, file_of
from shoumi.chapters.learning.services import lessons, packages
from shoumi.chapters.learning.services.errors import NotTheirCourse
from shoumi.chapters.learning.verbs.place import LEARNERS, course_of
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("课件", "Lesson package")
_SALT = "shoumi.lesson-package"
# A frame asks without a cookie: its address opens these files, and no other, for a day of work.
_GOOD_FOR = 12 * 3600
_OWN = ".shoumi/"
_RUNTIMES = {Edition.SCORM_12: "scorm12.min.js", Edition.SCORM_2004: "scorm2004.min.js"}
_SCRIPTS = resources.files("shoumi.chapters.learning") / "data" / "scorm"
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_BEFORE_HTML = re.compile(rb"<head(\s[^>]*)?>|<html(\s[^>]*)?>|<!doctype[^>]*>", re.IGNORECASE)
_DIGITS = 3


def _require_own(one: Course, request: PageRequest) -> None:
    """What others learn is not there, and looks no different from a part that is not."""
    try:
        lessons.require_own(one, request.who(), request.at)
    except (NotTheirCourse, NoSuchPerson):  # the second: who asks is none of the staff
        raise NoSuchPackage(ref=one.ref) from None


@open_to(Who.STAFF, *LEARNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def play(request: PageRequest, course: str, place: str) -> HttpResponse:
    """One part for its learner; a script sends here what the part says.

    Raises:
        NotAuthentic, NotPublished
        NoSuchPackage: none, no such course, or one that others take.
    """
    try:
        one = course_of(request, course)
    except NoSuchCourse:
        raise NoSuchPackage(ref=course) from None
    found = found_packages.of(one)
    if found is None or not place.isdecimal() or len(place) > _DIGITS:
        raise NoSuchPackage(ref=course)
    number = int(place)
    part = found_packages.part(found, number)
    is_looked_at = one.state == CourseState.DRAFT  # by who may publish it; nothing is kept
    if request.method == "POST":
        none = JsonResponse({"complete": False})
        return none if is_looked_at else _keep(request, found, number)
    if not is_looked_at:
        _require_own(one, request)
    token = signing.dumps([found.ref, number, str(request.who())], salt=_SALT, compress=True)
    below = reverse("lesson-file", kwargs={"token": token, "name": _OWN}).removesuffix(_OWN)
    begun = reverse("lesson-file", kwargs={"token": token, "name": file_of(part.address)})
    done = found_packages.progress(request.who(), found).get(number)
    told = {
        "course": one.ref,
        "name": one.title_en if request.lang == "en" else one.title_zh,
        "part": part.title or str(number),
        "place": place,
        "key": token,
        "src": begun + _rest(part.address),
        "sandbox": framed_files.SANDBOX,
        "complete": done is not None and done.completed_at is not None,
    }
    answer = page(request, "learning/package.html", _TITLE, told)
    return framed_files.frame(answer, request.build_absolute_uri(below))


def _rest(address: str) -> str:
    """What follows the name of the file: query and fragment."""
    found = re.search(r"[?#]", address)
    return address[found.start() :] if found else ""


def _keep(request: PageRequest, found: LessonPackage, number: int) -> HttpResponse:
    try:
        packages.keep_state(
            package=Ref(found.ref),
            part=number,
            state=packages.read_state(request.POST.get("state", "")),
            actor=request.who(),
            at=request.at,
        )
    except DomainError as error:
        words = refusals.tell(error, request.lang)
        return JsonResponse({"what": words.what, "mend": words.mend}, status=422)
    done = found_packages.progress(request.who(), found)[number]
    return JsonResponse({"complete": done.completed_at is not None})


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD"])
def file(request: PageRequest, token: str, name: str) -> HttpResponse:
    """A file of a package, for whom the page around it was made.

    Raises:
        NoSuchPackage, NotAuthentic, NoSuchDocument, DocumentDamaged, NoKey
    """
    found, number, person = _launched(request, token)
    below = reverse("lesson-file", kwargs={"token": token, "name": _OWN})
    edition = Edition(found.edition)
    kind, kept = "text/javascript; charset=utf-8", False
    if name == f"{_OWN}runtime.js":
        content, kept = (_SCRIPTS / _RUNTIMES[edition]).read_bytes(), True
    elif name == f"{_OWN}start.js":
        content = _start(request, found, number, person, token)
    else:
        content = found_packages.file(found, name)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        kept = kind not in _HTML
        if not kept:
            kind, content = "text/html", _with_scripts(content, below)
    answer = HttpResponse(content, content_type=kind)
    answer["Cache-Control"] = f"private, max-age={_GOOD_FOR}" if kept else "no-store"
    return framed_files.framed(answer, request.build_absolute_uri(below.removesuffix(_OWN)))


def _launched(request: PageRequest, token: str) -> tuple[LessonPackage, int, Ref]:
    try:
        ref, number, person = signing.loads(token, salt=_SALT, max_age=_GOOD_FOR)
    except signing.BadSignature:
        raise NoSuchPackage(ref="") from None
    if not accounts.held(Ref(person), request.at):  # left, or stopped
        raise NoSuchPackage(ref=ref)
    return found_packages.get(ref), number, Ref(person)


def _start(
    request: PageRequest, found: LessonPackage, number: int, person: Ref, token: str
) -> bytes:
    """The run-time's beginning, with what this part kept of this person.  It learns no name."""
    row = found_packages.progress(person, found).get(number)
    start = {
        "edition": found.edition,
        "reports": found_packages.part(found, number).reports,
        "state": row.state if row else {},
        "key": token,
        "site": request.build_absolute_uri("/").removesuffix("/"),
    }
    code = (_SCRIPTS / "start.js").read_text("utf-8")
    return f'"use strict";\n{{\nconst start = {json.dumps(start)};\n{code}}}\n'.encode()


def _with_scripts(content: bytes, below: str) -> bytes:
    """The page with our two scripts before any of its own.  One in UTF-16 stays as it is."""
    scripts = "".join(f'<script src="{below}{one}.js"></script>' for one in ("runtime", "start"))
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content
    place = 0
    for found in _BEFORE_HTML.finditer(content):
        place = found.end()
        if found.group().lower().startswith(b"<head"):
            break
    return content[:place] + scripts.encode("ascii") + content[place:]
