"""What chapter 13 brings to the story: a key, a place within the demo itself, a copy that is looked
through.

It lies on the very disk of the home, so it does not count, and the page says why.  13.1 and 13.3
are stated in a demo home.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyrage
from django.conf import settings
from django.db import connections

from shoumi.base.approvals import services as approvals
from shoumi.base.copies.places import Kind
from shoumi.base.copies.snapshot import FOLDER
from shoumi.base.registry import StoryContext, StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.base.vault import secret_files
from shoumi.chapters.backup.rules import Medium
from shoumi.chapters.backup.services import runs, setup
from shoumi.chapters.backup.services.setup import Stated
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# Of a real home it is never here; in a demo a reader can try what it opens.
KEY_FILE = "backup.agekey"
_SAID = Stated(Medium.DISK, False, True, False, "虚构市示范机房", "演示，没有凭据")


def _copy(story: StoryContext, note: StoryNote) -> None:
    keeper = story.person(Role.OPS)
    home = Path(settings.SHOUMI_HOME)
    identity = pyrage.x25519.Identity.generate()
    secret_files.write_secret(home / KEY_FILE, f"{identity}\n".encode())
    name, key = "演示用，私钥在数据目录里", str(identity.to_public())
    officer = story.person(Role.SEC)
    asked = approvals.ask(change=setup.naming(name, key), actor=officer, at=story.go_on())
    approvals.approve(approval=Ref(asked.ref), actor=story.person(Role.DPO), at=story.go_on())
    setup.name_recipient(name=name, public_key=key, actor=officer, at=story.go_on())
    place = home / FOLDER / "place"
    place.mkdir(mode=0o700, parents=True)
    made = setup.add_target(
        name="演示目录",
        kind=Kind.FOLDER,
        address=str(place),
        credentials="",
        stated=_SAID,
        actor=keeper,
        at=story.go_on(),
    )
    if connections["default"].vendor == "sqlite":
        runs.copy(target=Ref(made.ref), actor=keeper, at=story.go_on())
        runs.verify(target=Ref(made.ref), actor=keeper, at=story.go_on())


def steps() -> Sequence[StoryStep[StoryContext]]:
    return [StoryStep("listed", moment(8, 28, 9, 20), tell=_copy)]
