"""Which home it is: at one moment of the story, and put back to that after each try."""

from __future__ import annotations

import pickle
import shutil
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.sabotage.told import HOME, MOMENTS, TOLD, Told

PRISTINE = "pristine"


def moments_in(kept: Path) -> Sequence[str]:
    return [one for one in MOMENTS if (kept / one).exists()]


class KeptHome(ABC):
    """``home`` is always the same folder: a process has one home."""

    told: Told

    def __init__(self, kept: Path, folder: Path) -> None:
        self.kept, self.folder, self.home = kept, folder, folder / "home"
        self._begins = PRISTINE

    @abstractmethod
    def sign_everybody_in(self) -> None: ...

    def go_to(self, moment: str) -> None:
        """The home at ``moment``; everybody who acts there is signed in."""
        from django.db import connections

        self._settle()
        self._copy(self.kept / moment / HOME, self.home)
        self._forget()
        self.told = self._tell(moment)
        self.sign_everybody_in()
        self._begin()
        self._settle()
        connections.close_all()
        self._copy(self.home, self.folder / PRISTINE)
        self._is_kept(PRISTINE)

    def _begin(self) -> None:  # noqa: B027 - nothing to do for most
        """Bring the home to where it would be by itself."""

    @property
    def moments(self) -> Sequence[str]:
        """Those of which a home was kept, in order."""
        return moments_in(self.kept)

    def _tell(self, moment: str) -> Told:
        """Who is who and what is what in the home as it is now."""
        told: Told = pickle.loads((self.kept / moment / TOLD).read_bytes())  # noqa: S301 - ours
        return told

    def _is_kept(self, name: str) -> None:  # noqa: B027 - nothing to do for most
        """The home of now lies in the folder of that name."""

    def put_back(self) -> None:
        self._settle()
        self._copy(self.folder / self._begins, self.home)
        self._forget()

    @contextmanager
    def begun_from_here(self) -> Iterator[None]:
        """Within it the home is put back to what it is now."""
        before, self._begins = self._begins, f"{self._begins}-on"
        self._settle()
        self._copy(self.home, self.folder / self._begins)
        self._is_kept(self._begins)
        try:
            yield
        finally:
            self._begins = before

    @staticmethod
    def _copy(source: Path, to: Path) -> None:
        if to.exists():
            shutil.rmtree(to)
        shutil.copytree(source, to)

    @staticmethod
    def _settle() -> None:
        from django.db import connections

        for thread in threading.enumerate():
            if isinstance(thread, threading.Timer):
                thread.join()
        connections.close_all()

    def _forget(self) -> None:
        from shoumi.base.tests import memories

        memories.forget()

    def a_minute_later(self) -> None:
        """What was changed behind the product's back is seen within a minute, or by a process that
        remembers nothing."""
        self._forget()
