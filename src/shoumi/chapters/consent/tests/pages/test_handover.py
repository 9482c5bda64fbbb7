"""What this chapter adds to a package: the proofs that people hold of what they said."""

from __future__ import annotations

import io
import tarfile

import pyrage
import pytest

from shoumi.base.handover import services
from shoumi.chapters.consent.models import Consent
from shoumi.doors.tests.handover_house import IDENTITY

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def test_the_package_holds_what_people_were_given_as_proof(handing, sealed):
    content = (services.folder() / sealed.file_name).read_bytes()
    packed = io.BytesIO(pyrage.decrypt(content, [IDENTITY]))
    with tarfile.open(fileobj=packed) as archive:
        inside = archive.getnames()
    standing = Consent.objects.filter(state="GIVEN").values_list("ref", flat=True)
    assert len(standing) == 5
    for ref in standing:
        assert any(f"consent-{ref}.jsonld" in name for name in inside)
        assert any(f"consent-{ref}.tlog-proof" in name for name in inside)
