"""What of demand 6.1 a notice keeps."""

from __future__ import annotations

import pytest

from shoumi.base.collection_notices.errors import BY_FAULT
from shoumi.base.collection_notices.rules import Extent, Fault, fault


@pytest.mark.parametrize(
    ("purposes", "categories", "found"),
    [
        ("", "", Fault.UNJUDGED),
        (Extent.WHOLE, "", Fault.UNJUDGED),
        (Extent.WHOLE, Extent.WHOLE, None),
        (Extent.PART, Extent.WHOLE, Fault.LACKING),
        (Extent.WHOLE, Extent.NOT, Fault.LACKING),
    ],
)
def test_a_notice_keeps_it_where_purposes_and_categories_are_covered_whole(
    purposes, categories, found
):
    said = {"purposes": purposes, "categories": categories}
    assert fault(is_filed=True, has_none=False, **said) is found


def test_without_a_notice_it_is_not_kept_whatever_else_is_said():
    said = {"purposes": Extent.WHOLE, "categories": Extent.WHOLE}
    assert fault(is_filed=False, has_none=False, **said) is Fault.MISSING
    assert fault(is_filed=False, has_none=True, **said) is Fault.NONE


def test_each_fault_is_a_refusal_of_its_own():
    assert {one.value: kind.code for one, kind in BY_FAULT.items()} == {
        one.value: one.value for one in Fault
    }
