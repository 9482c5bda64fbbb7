"""A real home at one moment of a first deal: nobody told it, and its time is the machine's.

Runs under libfaketime, which reads the offset from a file in ``folder`` at every look at the time
(``kept_homes.environment``).
"""

from __future__ import annotations

import functools
import math
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.sabotage import backup_breaks, door_map, house_breaks
from tests.sabotage.place import Place
from tests.sabotage.told import AT, Told
from tests.web.first_deal.kept_homes import CLOCK

from shoumi.base.documents.tests import authority


class RealPlace(Place):
    def __init__(self, kept: Path, folder: Path) -> None:
        super().__init__(kept, folder)
        self._offset = 0
        # What time it was in each of the homes that are gone back to.
        self._times: dict[str, datetime] = {}
        self._tokens: dict[str, str] = {}
        _derive_root_once()
        _keep_what_waits()

    @contextmanager
    def outside(self) -> Iterator[None]:
        """A time-stamp authority; its certificate is as old as the first of the homes."""
        self._turn(self._time_of(self.moments[0]))
        (self.folder / "stamps").mkdir()
        keys = authority.made(self.folder / "stamps")
        with authority.serving(lambda asked: authority.reply(keys, asked)) as address:
            os.environ["SHOUMI_TSA_URL"] = address
            yield

    # -- time -------------------------------------------------------------------------------

    @property
    def at(self) -> datetime:
        return datetime.now(UTC)

    def _turn(self, to: datetime) -> None:
        self._offset += math.ceil((to - self.at).total_seconds())
        fresh = self.folder / f"{CLOCK}.new"
        fresh.write_text(f"{self._offset:+d}\n", "ascii")
        fresh.replace(self.folder / CLOCK)

    def _time_of(self, moment: str) -> datetime:
        return datetime.fromisoformat((self.kept / moment / AT).read_text("ascii"))

    def go(self, **by: float) -> datetime:
        """Where a day goes by or more, the house has looked through what is stored."""
        self._turn(self.at + timedelta(**by))
        if timedelta(**by) >= timedelta(days=1):
            self._examine()
        return self.at

    def go_to(self, moment: str) -> None:
        self._turn(self._time_of(moment))
        super().go_to(moment)

    def _begin(self) -> None:
        """What the house does by itself in the days that the walk leapt over, and copies at places
        that are still there."""
        self._examine()
        self.keep_copies()

    @staticmethod
    def _examine() -> None:
        from shoumi.base.subjects import examination

        examination.whole()

    @staticmethod
    def worked() -> int:
        """What pages asked for alone: what falls due by the schedule is not of the try."""
        from shoumi.base import clock
        from shoumi.base.jobs.worker import run_worker

        return run_worker(now=clock.now, once=True, plans=False)

    def keep_copies(self) -> None:
        """As the worker would have, day by day; what they leave to it, such as a look, is done."""
        backup_breaks.set_up(self)
        self.work_on()
        self._drop_the_schedule()

    @staticmethod
    def _drop_the_schedule() -> None:
        """What the schedule has put in, or ran when the home was kept, is none of a try."""
        from shoumi.base.jobs.models import Job, State

        Job.objects.filter(state__in=(State.READY, State.RUNNING)).delete()

    def renew_root(self) -> None:
        """A passphrase is replaced on the server: as its command leaves the root's age."""
        from shoumi.base.vault.models import Setup

        Setup.objects.update(created_at=self.at)

    def leave_vendor(self) -> None:
        """No vendor answers here, and a path that does not answer is no path with TLS."""
        from shoumi.base.correspondence.models import SmsAccount

        SmsAccount.objects.filter(ended_at=None).update(ended_at=self.at)

    def put_back(self) -> None:
        self._turn(self._times[self._begins])
        super().put_back()

    def _is_kept(self, name: str) -> None:
        self._times[name] = self.at

    @property
    def stated(self) -> Sequence[str]:
        """A real home checks its copies itself: nobody states them."""
        return [one for one in super().stated if not one.startswith("13.")]

    def is_possible(self, what: Any) -> bool:
        is_statement = what.do.__module__ == house_breaks.__name__
        return not (is_statement and what.demands[0].startswith("13."))

    def can(self, what: Any, act: Any) -> bool:
        """Served to this machine alone, as 3.2 is broken and mended, a letter has no link."""
        return not (what.in_clear and act.name == "letters_dispatch")

    def ways(self, act: Any) -> list[str]:
        """A side of a deal has no credential for a command line."""
        return [way for way in act.ways if way != "command" or act.name not in door_map.OF_SIDES]

    # -- who and what -----------------------------------------------------------------------

    def sign_in_again(self) -> None:
        from shoumi.base.accounts.models import Person
        from shoumi.base.accounts.rules import Kind
        from shoumi.doors.api.tests.programs import token_of

        super().sign_in_again()
        staff = Person.objects.filter(kind=Kind.STAFF).values_list("name", flat=True)
        self._tokens = {name: token_of(self[name]) for name in staff}

    @contextmanager
    def signed_in_anew(self) -> Iterator[None]:
        before = self._tokens
        with super().signed_in_anew():
            yield
        self._tokens = before

    def shoumi(self, *args: object, as_: str = "", **options: Any) -> str:
        """By the person's own credential."""
        if as_:
            credential = self.folder / "credential"
            credential.touch(0o600)
            credential.write_text(self._tokens[as_], "ascii")
            os.environ["SHOUMI_CREDENTIAL"] = str(credential)
        try:
            return super().shoumi(*args, as_=as_, **options)
        finally:
            os.environ.pop("SHOUMI_CREDENTIAL", None)

    def _tell(self, moment: str) -> Told:
        """Read off the home itself."""
        from shoumi.base.accounts.models import Person
        from shoumi.base.deals.models import DataSet, Deal
        from shoumi.base.rooms.models import Room
        from shoumi.core.refs import Ref

        deal = Deal.objects.order_by("number")[0]
        rooms = Room.objects.filter(deal=deal.ref).values_list("level", "ref")
        given = _given(Ref(deal.ref), moment)
        files: tuple[str, ...] = ()
        plan = None
        if moment == "import":
            sheet = self.folder / "taken-in.csv"
            sheet.write_text(_SHEET, "utf-8")
            dataset = Ref(DataSet.objects.filter(deal=deal.ref).order_by("code")[0].ref)
            files, plan = (str(sheet),), _plan(sheet, self.at)
            given |= {"dataset": dataset, "bases": {}, "actor": "", "at": self.at}
        return Told(
            moment,
            str(deal.ref),
            deal.number,
            dict(Person.objects.values_list("name", "ref")),
            {str(level): str(ref) for level, ref in rooms},
            given,
            files,
            plan,
        )


_SHEET = "客户编号,姓名,手机号\nC951,陈虚安,15400001951\nC952,李虚柏,15400001952\n"


def _plan(sheet: Path, at: datetime) -> Any:
    from shoumi.base import registry
    from shoumi.base.intake.plan import plan
    from shoumi.core.calendar import day_in_china

    made = plan([sheet], registry.field_register(), day_in_china(at), allow_synthetic=True)
    made.require()
    return made


def _given(deal: Any, moment: str) -> dict[str, Any]:
    """What the acts of that moment are told: of what there are several, the newest."""
    import pyrage

    from shoumi.base.deals import queries
    from shoumi.base.deals.rules import PartyRole
    from shoumi.base.gate.models import Task
    from shoumi.base.handover import columns
    from shoumi.base.handover.models import Package
    from shoumi.base.subjects import queries as subjects
    from shoumi.chapters.consent.models import Campaign
    from shoumi.core.refs import Ref
    from shoumi.core.terms import Purpose

    found: dict[str, Any] = {}
    why = Purpose.HANDOVER if moment in ("seal", "release") else Purpose.NOTICE
    if task := Task.objects.filter(deal=deal, purpose=why).order_by("-id").first():
        people = subjects.everyone(subjects.of_deal(deal))
        said = columns.sayable(deal, task.fields, people)
        found |= {"task": Ref(task.ref), "fields": sorted(said)}
    if campaign := Campaign.objects.filter(deal=deal).order_by("-id").first():
        found["campaign"] = Ref(campaign.ref)
    if package := Package.objects.filter(deal=deal).order_by("-id").first():
        found["package"] = Ref(package.ref)
    if buyers := queries.parties(deal, PartyRole.TE):
        found["recipient"] = Ref(buyers[0].ref)
    found["key"] = str(pyrage.x25519.Identity.generate().to_public())
    return found


def _derive_root_once() -> None:
    """A passphrase is slow to try on purpose; here it is always the same."""
    from shoumi.core.vault import root

    if not hasattr(root.from_passphrase, "__wrapped__"):
        root.from_passphrase = functools.cache(root.from_passphrase)


def _keep_what_waits() -> None:
    """Files have the machine's own time, so what was made a moment ago looks old at a later one."""
    from shoumi.base.jobs import sealed_staging

    sealed_staging.clear = lambda: None
