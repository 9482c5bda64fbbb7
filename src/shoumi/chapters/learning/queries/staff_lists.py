"""Reads of lists of staff that were brought in."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.vault import secrets
from shoumi.chapters.learning.staff_models import StaffImport
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref


class NoSuchStaffList(Missing):
    code = "learning.no_such_staff_list"


def get(ref: str) -> StaffImport:
    """
    Raises:
        NoSuchStaffList
    """
    found = StaffImport.objects.filter(ref=ref).first()
    if found is None:
        raise NoSuchStaffList(ref=ref)
    return found


def is_left(one: StaffImport, at: datetime) -> bool:
    """Whether rows of it wait to be mended."""
    ref = Ref(one.ref)
    return bool(one.left and at < one.until and secrets.existing([ref]))
