"""Reads of lesson packages: the one of a course, its files, how far somebody is."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from shoumi.base.documents import store
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.models import Course
from shoumi.chapters.learning.package_models import (
    LessonPackage,
    PackageAttendance,
    PackageProgress,
)
from shoumi.chapters.learning.rules import packages
from shoumi.chapters.learning.rules.packages import Files, Part
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref

# Opened packages that are remembered, so that a page of many files opens its ZIP once.
_REMEMBERED = 2


class NoSuchPackage(Missing):
    """There is none, the course has a newer one, or it has no such part or file."""

    code = "learning.no_such_package"


@shared
def newest() -> dict[str, LessonPackage]:
    """By course.

    Raises:
        NotAuthentic
    """
    return {one.course: one for one in queries.every(LessonPackage)}


def of(course: Course) -> LessonPackage | None:
    """
    Raises:
        NotAuthentic
    """
    return newest().get(course.ref)


def get(ref: str) -> LessonPackage:
    """The package as its course has it now.

    Raises:
        NoSuchPackage, NotAuthentic
    """
    for one in newest().values():
        if one.ref == ref:
            return one
    raise NoSuchPackage(ref=ref)


def parts(one: LessonPackage) -> list[Part]:
    return [Part(title, address, reports) for title, address, reports in one.parts]


def part(one: LessonPackage, number: int) -> Part:
    """``number``  from 1

    Raises:
        NoSuchPackage
    """
    if not 1 <= number <= len(one.parts):
        raise NoSuchPackage(ref=one.ref)
    return parts(one)[number - 1]


def file(one: LessonPackage, name: str) -> bytes:
    """
    Raises:
        NoSuchPackage, NotAuthentic, NoSuchDocument, DocumentDamaged, NoKey
    """
    found = _opened(one.document, one.content_sha256).read(name)
    if found is None:
        raise NoSuchPackage(ref=one.ref)
    return found


@lru_cache(maxsize=_REMEMBERED)
def _opened(document: str, wanted: str) -> Files:
    content = store.get(Ref(document))
    if hashlib.sha256(content).hexdigest() != wanted:
        raise NotAuthentic(what=LessonPackage._meta.db_table)
    return packages.files(content)


def progress(person: Ref, one: LessonPackage) -> dict[int, PackageProgress]:
    found = PackageProgress.objects.filter(person=person, package=one.ref)
    return {row.part: row for row in found}


def has_attended(person: Ref, one: LessonPackage) -> bool:
    rows = PackageAttendance.objects.filter(person=person, package=one.ref)
    return bool(verification.authentic(rows))


def is_owed(person: Ref, course: Course) -> bool:
    """Whether the course has a package that this person has not worked through.

    Raises:
        NotAuthentic
    """
    found = of(course)
    return found is not None and not has_attended(person, found)
