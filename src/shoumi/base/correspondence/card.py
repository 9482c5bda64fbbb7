"""What the house needs to know of letters: what they write to the ledger, whom they go to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from shoumi.base.correspondence import batches
from shoumi.base.correspondence.events import Tag
from shoumi.base.registry import Card, NetworkPath, PathKind, SetupStep
from shoumi.base.registry.replays import Replays
from shoumi.core.egress.addresses import is_this_machine


def _paths() -> Sequence[NetworkPath]:
    """To the vendor of text messages, where there is an account, and to the mailbox that reports
    are fetched from."""
    from shoumi.base.correspondence import accounts
    from shoumi.base.correspondence.channels.vendors import HOSTS, Vendor
    from shoumi.base.egress import queries as egress

    row = accounts.current()
    urls = [f"https://{HOSTS[Vendor(row.vendor)]}/"] if row else []
    return [*egress.paths(PathKind.CALL_OUT, urls), *_mailbox()]


def _mailbox() -> Iterator[NetworkPath]:
    from shoumi.base.correspondence import mailbox
    from shoumi.base.correspondence.errors import MailboxUnfit
    from shoumi.base.outbox.errors import SecretExposed

    try:
        own = mailbox.configured()
    except (MailboxUnfit, SecretExposed):
        return  # nothing is fetched then, and the page of the ways says so
    if own is not None and not is_this_machine(own.host):
        yield NetworkPath(PathKind.MAIL, own.host, own.port, is_plain=not own.is_encrypted)


def _replays() -> Replays:
    from shoumi.base.correspondence import replays

    return replays.of_events()


def _setup(at: datetime) -> Iterable[SetupStep]:
    from shoumi.base.correspondence import setup_steps

    return setup_steps.steps(at)


def _restored(at: datetime) -> int:
    return batches.hold_all()


card = Card(
    slug="correspondence",
    zh="寄送",
    en="Letters",
    events=Tag,
    holds=frozenset({"letters"}),
    destroyers={"letters": batches.forget},
    remains={"letters": batches.remaining},
    papers=Path(__file__).with_name("papers"),
    paths=_paths,
    replays=_replays,
    restored=_restored,
    setup=_setup,
)
