"""Forgetting a recipient is one act: rows and files of all messages go together, or none does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from shoumi.base.jobs.worker import run_worker
from shoumi.base.outbox import services, sink
from shoumi.base.outbox.models import Message
from shoumi.core.refs import SYSTEM, Ref

pytestmark = pytest.mark.django_db(transaction=True)
ANNA = Ref("sub-anna")


class Fault(Exception):
    """The process ends here."""


@pytest.fixture
def files(addresses, home):
    """Files of the sink of two messages that were sent."""
    at = datetime.now(UTC)
    given = {"to": ANNA, "subject_line": "股东变更告知", "body": "您好。\n"}
    sent = [services.queue(**given, actor=SYSTEM, at=at) for _ in range(2)]
    run_worker(now=lambda: at, once=True)
    made = [sink.file_of(Ref(message.ref)) for message in sent]
    assert all(file.exists() for file in made)
    return made


def test_a_fault_before_the_files_are_marked_leaves_everything(files, monkeypatch):
    def fail(act):
        raise Fault

    monkeypatch.setattr(transaction, "on_commit", fail)
    with pytest.raises(Fault):
        services.forget([ANNA])
    assert services.remaining([ANNA]) == 2
    assert all(file.exists() for file in files)


def test_files_stay_where_the_act_around_is_undone(files):
    @transaction.atomic
    def act():
        assert services.forget([ANNA]) == 2
        assert services.remaining([ANNA]) == 0
        raise Fault

    with pytest.raises(Fault):
        act()
    assert services.remaining([ANNA]) == 2
    assert all(file.exists() for file in files)


def test_no_file_goes_before_the_rows_are_committed(files, monkeypatch):
    """Else a crash between the two would leave a message that says it was sent, and no file."""
    seen = []
    unlink = Path.unlink

    def watched(path, *args, **kwargs):
        seen.append((transaction.get_connection().in_atomic_block, Message.objects.count()))
        unlink(path, *args, **kwargs)

    monkeypatch.setattr(Path, "unlink", watched)
    assert services.forget([ANNA]) == 2
    assert seen == [(False, 0)] * 2
    assert not any(file.exists() for file in files)
