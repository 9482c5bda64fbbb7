"""Documents lie sealed in the data folder, and a crash leaves nothing that counts."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from shoumi.base.documents import store
from shoumi.base.documents.errors import DocumentDamaged, NoSuchDocument, NoSuchKind
from shoumi.base.documents.models import Document
from shoumi.base.documents.tests.signed_sample import AT
from shoumi.base.ledger import reader
from shoumi.base.vault import keys
from shoumi.base.vault.errors import NoKey
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
DEAL, ACTOR = Ref("deal-one"), Ref("per-dora")
CONTENT = "海棠虚构科技有限公司 154 0000 0103".encode() * 50


def put(content=CONTENT):
    return store.put(content, kind="nda", deal=DEAL, actor=ACTOR, at=AT)


def blob(home, document):
    return home / "blobs" / document.ref


def soon():
    return datetime.now(UTC) + timedelta(minutes=1)


@pytest.mark.both
def test_a_document_comes_back_and_its_storing_is_in_the_ledger(keyring):
    document = put()
    assert store.get(Ref(document.ref)) == CONTENT
    assert (document.bytes, document.kind, document.deal) == (len(CONTENT), "nda", DEAL)
    entry = list(reader.entries())[-1]
    assert b'"document.stored"' in entry.body
    assert document.sha256.encode() in entry.body


def test_nothing_of_it_is_in_the_clear_on_disk(keyring, home):
    put()
    for path in home.rglob("*"):
        if path.is_file():
            assert CONTENT[:40] not in path.read_bytes()


def test_only_the_owner_may_read_the_blob(keyring, home):
    document = put()
    assert blob(home, document).stat().st_mode & 0o777 == 0o600
    assert blob(home, document).parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("how", ["flip", "cut", "swap", "gone"])
def test_a_changed_blob_is_refused(keyring, home, how):
    document, other = put(), put(b"another")
    path = blob(home, document)
    sealed = bytearray(path.read_bytes())
    if how == "gone":
        path.unlink()
    else:
        sealed[len(sealed) // 2] ^= 1
        path.write_bytes(
            {
                "flip": bytes(sealed),
                "cut": path.read_bytes()[:-1],
                "swap": blob(home, other).read_bytes(),
            }[how]
        )
    with pytest.raises(DocumentDamaged):
        store.get(Ref(document.ref))


def test_a_row_that_tells_another_digest_is_refused(keyring):
    document = put()
    Document.objects.filter(ref=document.ref).update(sha256="0" * 64)
    with pytest.raises(DocumentDamaged):
        store.get(Ref(document.ref))


def test_a_destroyed_document_never_opens_again(keyring, home):
    document = put()
    keys.erase([Ref(document.ref)])
    with pytest.raises(NoKey):
        store.get(Ref(document.ref))
    store.remove_blob(Ref(document.ref))
    store.remove_blob(Ref(document.ref))
    assert not blob(home, document).exists()


def test_what_there_is_not_is_missing(keyring):
    with pytest.raises(NoSuchDocument):
        store.get(Ref("doc-none"))
    with pytest.raises(NoSuchKind):
        store.put(b"", kind="novel", deal=DEAL, actor=ACTOR, at=AT)


@pytest.mark.both
def test_a_rolled_back_act_leaves_an_orphan_that_is_swept(keyring, home):
    kept = put()
    with transaction.atomic():
        put()
        transaction.set_rollback(True)
    (home / "blobs" / "doc-half.part").write_bytes(b"half")
    assert len(store.orphans(older_than=soon())) == 2
    assert store.orphans(older_than=datetime.now(UTC) - timedelta(hours=1)) == []
    assert store.sweep(older_than=soon()) == 2
    assert [path.name for path in (home / "blobs").iterdir()] == [kept.ref]
    assert store.get(Ref(kept.ref)) == CONTENT


def test_a_row_without_its_blob_is_listed(keyring, home):
    assert store.missing() == []
    assert store.sweep(older_than=soon()) == 0
    document, _ = put(), put()
    blob(home, document).unlink()
    assert store.missing() == [Ref(document.ref)]
