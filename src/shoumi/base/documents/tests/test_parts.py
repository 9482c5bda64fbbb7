"""A large document is stored and read part by part, and is the same document."""

from hashlib import sha256

import pytest

from shoumi.base.documents import store
from shoumi.base.documents.errors import DocumentDamaged, NoSuchDocument
from shoumi.base.documents.models import Document
from shoumi.base.documents.tests.signed_sample import AT
from shoumi.base.documents.tests.test_store import ACTOR, CONTENT, DEAL, blob
from shoumi.base.ledger import reader
from shoumi.base.vault import keys
from shoumi.base.vault.errors import NoKey
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
PARTS = [b"one ", b"two ", CONTENT]


def put(parts=PARTS):
    return store.put_parts(iter(parts), count=len(parts), kind="nda", deal=DEAL, actor=ACTOR, at=AT)


@pytest.mark.both
def test_parts_come_back_and_the_ledger_says_what_they_are_together(keyring, home):
    document, whole = put(), b"".join(PARTS)
    ref = Ref(document.ref)
    assert [*store.parts(ref)] == PARTS
    assert [*store.parts(ref, 2)] == PARTS[2:]
    assert store.get(ref) == store.get_many([ref])[ref] == whole
    assert (document.sha256, document.bytes) == (sha256(whole).hexdigest(), len(whole))
    assert document.sha256.encode() in list(reader.entries())[-1].body
    assert CONTENT[:40] not in blob(home, document).read_bytes()


def test_what_was_sealed_whole_is_one_part(keyring):
    document = store.put(CONTENT, kind="nda", deal=DEAL, actor=ACTOR, at=AT)
    assert [*store.parts(Ref(document.ref))] == [CONTENT]
    assert [*store.parts(Ref(document.ref), 1)] == []


def test_one_part_is_in_memory_at_a_time(keyring):
    taken = []

    def parts():
        for number in range(3):
            sizes = [path.stat().st_size for path in store._folder().iterdir()]
            taken.append((number, sizes))
            yield bytes(1 << 20)

    document = store.put_parts(parts(), count=3, kind="nda", deal=DEAL, actor=ACTOR, at=AT)
    # What came before is on its way to the disk when the next is asked for.
    assert taken[2][1] > [1 << 20]
    assert document.bytes == 3 << 20


@pytest.mark.parametrize("how", ["flip", "cut", "gone", "digest"])
def test_what_is_damaged_is_refused_and_never_given(keyring, home, how):
    document = put()
    path = blob(home, document)
    if how == "flip":
        sealed = bytearray(path.read_bytes())
        sealed[-1] ^= 1
        path.write_bytes(sealed)
    elif how == "cut":
        path.write_bytes(path.read_bytes()[:-1])
    elif how == "gone":
        path.unlink()
    else:
        Document.objects.filter(ref=document.ref).update(sha256="0" * 64)
    given = []
    with pytest.raises(DocumentDamaged):
        given.extend(store.parts(Ref(document.ref)))
    assert CONTENT not in given
    with pytest.raises(DocumentDamaged):
        store.get(Ref(document.ref))


def test_what_is_destroyed_or_was_never_there_says_so_at_once(keyring):
    document = put()
    keys.erase([Ref(document.ref)])
    with pytest.raises(NoKey):
        store.parts(Ref(document.ref))
    with pytest.raises(NoSuchDocument):
        store.parts(Ref("doc-none"))
