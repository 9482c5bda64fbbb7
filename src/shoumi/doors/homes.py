"""Make a home and start in one: folder, both databases, keys.

Making one goes in steps that may be repeated, so ``finish`` completes a home that was broken off.
The authority of its certificates is made with the first signature.
"""

from __future__ import annotations

import os
import threading
from datetime import datetime
from pathlib import Path

from shoumi.core.errors import Conflict, Missing
from shoumi.core.vault import suites
from shoumi.core.vault.root import SALT_BYTES
from shoumi.core.vault.suites import INTL

DATABASES = ("default", "keyring")
EXAMINED_AT_START = 100_000  # entries; some seconds


class NoHome(Missing):
    """There is no installation in the data folder."""

    code = "home.missing"


class HomeOutOfDate(Conflict):
    """The databases are older than the program."""

    code = "home.out_of_date"


class HomeNewer(Conflict):
    """A newer program was here: its migrations are unknown to this one."""

    code = "home.newer"


def load() -> None:
    """Set Django up for the home that the environment names."""
    import django

    private()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shoumi.doors.settings.base")
    django.setup()


def private() -> None:
    """Whatever this process makes from here on is its owner's alone, databases too; and so is its
    memory, where keys and opened values lie."""
    from shoumi.doors.server import process

    os.umask(0o077)
    process.no_dumps()


def folder() -> Path:
    from django.conf import settings

    return Path(settings.SHOUMI_HOME)


def create(
    *, demo: bool, at: datetime, passphrase_file: Path | None = None, suite: str = INTL.name
) -> None:
    """Make a new home: mode 0700, its kind said for good, tables, keys.

    ``passphrase_file``  holds what the root key is made from; without it a key file is made in
    the home.
    ``suite``  names the cipher suite that the home writes in.

    Raises:
        HomeExists: there is one already.
        UnknownSuite: nothing was made.
        HomeExposed, RootFileMissing, RootFileExposed, PassphraseTooShort: nothing was made.
        PassphraseBesideData: of a real home; nothing was made.
    """
    from shoumi.base.clock import home
    from shoumi.base.vault import root, secret_files

    chosen = suites.named(suite)
    if passphrase_file is not None and not home.path().exists():
        if not demo:
            root.require_apart(passphrase_file)
        secret = root.PassphraseFile(passphrase_file)
        secret.check()
        secret.root(bytes(SALT_BYTES), chosen)
    secret_files.make_home(folder())
    home.create(home.Kind.DEMO if demo else home.Kind.REAL)
    finish(at=at, passphrase_file=passphrase_file, suite=suite)


def finish(
    *, at: datetime, passphrase_file: Path | None = None, suite: str = INTL.name
) -> list[str]:
    """Bring a home to the program's version; returns the migrations that were run.

    ``passphrase_file`` and ``suite`` count only where the keys were not made yet.

    Raises:
        NoHome: nothing was created here.
        HomeNewer: nothing was done.
        UnknownSuite: nothing was done.
    """
    from shoumi.base.vault import root
    from shoumi.base.vault import services as vault

    chosen = suites.named(suite)
    run = planned()
    migrate()
    if not has_keys():
        kind = root.ProviderKind.PASSPHRASE if passphrase_file else root.ProviderKind.KEY_FILE
        vault.setup(at=at, provider=kind, path=passphrase_file, suite=chosen)
    return run


def planned() -> list[str]:
    """The migrations that ``finish`` would run now, in their order.

    Raises:
        NoHome: nothing was created here.
        HomeNewer: it would refuse.
    """
    require()
    if found := unknown():
        raise HomeNewer(count=len(found), migrations=tuple(found))
    return waiting()


def is_there() -> bool:
    """Whether a home was created in the data folder."""
    return (folder() / "home.toml").exists()


def require() -> None:
    """
    Raises:
        NoHome: nothing was created here.
    """
    if not is_there():
        raise NoHome(folder=str(folder()))


def has_keys() -> bool:
    """Whether the keys were made; before there are tables they were not."""
    from django.db import connections

    from shoumi.base.vault.models import Setup

    is_kept = Setup._meta.db_table in connections["keyring"].introspection.table_names()
    return is_kept and Setup.objects.exists()


def migrate() -> None:
    """Bring both databases to the program's version."""
    from django.core.management import call_command

    for database in DATABASES:
        call_command("migrate", database=database, verbosity=0, interactive=False)


def start(*, while_sealed: bool = False) -> None:
    """Open the home for work, or say why not.

    ``while_sealed``  also one that was put back from a copy and that nobody has opened: for what
    may be done there

    Raises:
        NoHome: nothing was created here.
        HomeOutOfDate: migrations are waiting.
        HomeSealed: it was put back from a copy.
        Shortened, Forked, MarkMissing: the ledger is not the one it was.
    """
    load()
    require()
    from shoumi.base.ledger import highwater, home_seal

    # Whatever version of the program made the copy.
    if not while_sealed and not is_opened():
        home_seal.require_open()
    if waiting():
        raise HomeOutOfDate
    if not is_put_back():
        highwater.check()


def is_opened() -> bool:
    """Whether two persons opened the home; a seal that a kill left behind is taken away."""
    from django.db import DatabaseError

    from shoumi.base.ledger import home_seal
    from shoumi.base.restore import services

    try:
        services.finish()
    except DatabaseError:
        return False  # no tables yet
    return not home_seal.is_sealed()


def is_put_back() -> bool:
    """Whether its ledger is not caught up: then it has no mark yet to be held against."""
    from shoumi.base.ledger import home_seal

    seal = home_seal.read()
    return seal is not None and seal.stage is home_seal.Stage.PUT_BACK


def examine(*, has_worker: bool = True) -> bool:
    """Before a server or worker begins: whether no entry of the ledger is known to be altered.

    Where one is, the ledger is sealed: every act is refused, and pages say so.  A long ledger would
    keep everybody waiting: a worker examines it before its other work, and where none runs beside
    the server (``has_worker``) a thread of this process does.
    """
    from shoumi.base.anchoring import jobs
    from shoumi.base.ledger import home_seal, reader, seal

    if home_seal.is_sealed():
        return True  # the opening computes all of it anew
    if reader.size() <= EXAMINED_AT_START:
        return seal.examine().sound
    if has_worker:
        jobs.examine.enqueue()
    else:
        threading.Thread(target=_examine_apart, name="examination", daemon=True).start()
    return not seal.is_sealed()


def _examine_apart() -> None:
    from django.db import connections

    from shoumi.base.failures import error_log
    from shoumi.base.ledger import seal

    try:
        seal.examine()
    except Exception as error:  # noqa: BLE001 - there is nobody to raise it to
        error_log.write(error, door="server", place="examination")
    finally:
        connections.close_all()


def waiting() -> list[str]:
    """Names of migrations that have not run."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    names = []
    for database in DATABASES:
        executor = MigrationExecutor(connections[database])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        names += [f"{database}:{migration.app_label}.{migration.name}" for migration, _ in plan]
    return names


def unknown() -> list[str]:
    """Names of migrations that ran here and that the program neither has nor replaced by others.

    ``start`` lets such a home be: a migration is safe while the program before it runs on.
    """
    from django.db import connections
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    on_disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    known = set(on_disk) | {key for each in on_disk.values() for key in each.replaces}
    return [
        f"{database}:{app}.{name}"
        for database in DATABASES
        for app, name in sorted(
            MigrationRecorder(connections[database]).applied_migrations().keys() - known
        )
    ]
