"""People who sign, and a paper that both have signed.  All of them are fictitious."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from shoumi.base.documents import ca, pades
from shoumi.base.documents.pdf import make_pdf
from shoumi.base.documents.tests.samples import SAMPLES

AT = datetime(2026, 9, 2, 6, 5, 7, tzinfo=UTC)
LATER = AT + timedelta(hours=1)


@cache
def root():
    key = ca.new_key()
    return key, ca.self_signed(key=key, installation="tenant-sample", at=AT)


@cache
def person(name, ref="per-2222222222222222", at=AT):
    key, (root_key, certificate) = ca.new_key(), root()
    issued = ca.issue(
        root_key=root_key, root=certificate, public=key.public_key(), name=name, ref=ref, at=at
    )
    return pades.Identity(ref, name, key, issued, certificate)


@cache
def paper():
    return make_pdf("nda", SAMPLES["nda"])


@cache
def once():
    return pades.sign(paper(), identity=person("赵虚甲"), reason="签署", at=AT, field="disclosing")


@cache
def twice():
    return pades.sign(once(), identity=person("孙虚丙"), reason="签署", at=LATER, field="receiving")
