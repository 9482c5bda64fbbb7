"""What a command tells of a vendor, in a process that loads no pages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shoumi.chapters.vendors.verbs import review

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def test_the_link_to_answer_by_is_told_where_no_pages_are_loaded(settings):
    assert reverse("vendor-answers") == review.PAGE
    del settings.ROOT_URLCONF
    assert review.link_of("a-token").endswith("/vendor#a-token")
