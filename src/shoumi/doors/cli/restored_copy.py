"""``shoumi restore fetch``: a copy from a folder or a repository of restic into an empty folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shoumi.base.commands import answers, options, progress
from shoumi.core.messages import Both
from shoumi.doors import homes

if TYPE_CHECKING:
    from shoumi.base.copies.places import Place

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("fetch")
@click.argument("place")
@click.option(
    "--credentials",
    type=FILE,
    help="restic 仓库的密码文件，权限 0600 / File with the passwords of restic, mode 0600.",
)
@click.option(
    "--target",
    default="",
    help="仓库里是哪一处的副本 / Whose copies, where several lie in one repository.",
)
@click.option(
    "--identity",
    type=FILE,
    required=True,
    help="离线保存的私钥，权限 0600 / File with the secret key kept offline, mode 0600.",
)
@click.option(
    "--log-key",
    "log_keys",
    multiple=True,
    required=True,
    help="账本公钥，取自信任文件 / Key of the ledger, as the trust file has it.",
)
@click.option("--before", type=options.MOMENT, help="不晚于此的副本 / A copy not later than this.")
@click.option(
    "--number",
    type=click.IntRange(min=1),
    help="已知存在的副本编号，拿走了就拒绝 / A copy known to exist: refused where it is gone.",
)
@options.answering
def fetch(
    *,
    place: str,
    credentials: Path | None,
    target: str,
    identity: Path,
    log_keys: tuple[str, ...],
    before: datetime | None,
    number: int | None,
) -> None:
    """从副本放回 SHOUMI_HOME，先贴封条 / Put the newest copy into SHOUMI_HOME, sealed first.

    PLACE is the folder of one target's copies; with --credentials it is a repository of restic,
    by its folder or by the rest:, sftp: or s3: address as the house had it.  Needs nobody's
    account: the offline identity, and the key of the ledger from paper.
    SHOUMI_HOME has to be empty; a copy of PostgreSQL is loaded into the databases of DATABASE_URL
    and KEYRING_URL, which have to be empty too.  Broken off, empty all of it and begin again.
    """
    from shoumi.base.copies import database_load
    from shoumi.base.copies.reassembly import Exists, unpack
    from shoumi.base.restore import services
    from shoumi.base.vault import secret_files
    from shoumi.core.backup.manifest import Store
    from shoumi.core.ledger import note

    homes.load()
    database_load.require_ready()
    trusted = [note.read_vkey(one) for one in log_keys]
    opens = secret_files.read_secret(identity).decode("ascii", "replace")
    known = [Exists(Store.DATA, number)] if number else []
    lying = _lying(place, credentials, target)
    with progress.counting(_FETCHING) as bar:
        done = services.fetch(
            homes.folder(),
            lambda into: unpack(
                lying,
                identity=opens,
                trusted=trusted,
                into=into,
                newest_before=before,
                known=known,
                progress=lambda n, of: bar(n, of, answers.say(_FETCHING)),
            ),
            database_load.load_settings,
        )
    answers.done(
        _FETCHED,
        restore=done.restore,
        copy=done.manifest,
        files=done.files,
        size=done.size,
        made_at=done.made_at,
    )


def _lying(place: str, credentials: Path | None, target: str) -> Place:
    from shoumi.base.copies import addresses
    from shoumi.base.copies.places import Folder

    if credentials is not None:
        return addresses.place_of_lost_home(place, credentials, target)
    if not Path(place).is_dir():
        raise options.misused(
            "没有这个文件夹；restic 仓库要同时给 --credentials。",
            "There is no such folder; a repository of restic takes --credentials as well.",
        )
    return Folder(Path(place))


_FETCHING: Both = ("取副本", "fetching the copy")
_FETCHED: Both = (
    "已放回并封着：{files} 个文件，账本 {size} 条，副本制于 {made_at}。下一步：restore replay",
    "put back and sealed: {files} files, ledger of {size}, copied {made_at}.  Next: restore replay",
)
