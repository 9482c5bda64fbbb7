"""What the walk of a first deal carries along: a story's, in a real home, its days by libfaketime.

``acts`` counts forms that were submitted.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from playwright.sync_api import Request
from tests.sabotage.told import HALF_WAY
from tests.web import browser
from tests.web.first_deal.cast import COMPANIES, SITE
from tests.web.first_deal.kept_homes import KeptHomes
from tests.web.first_deal.member import Member
from tests.web.first_deal.outside_services import Outside
from tests.web.story.browser_user import Reader
from tests.web.story.cast import SELLER, Companies
from tests.web.story.walk import Tale, moment

from shoumi.base.deals.rules import OF_SIDE
from shoumi.core.handbook import demand
from shoumi.core.milestones import FilingKind
from shoumi.core.terms import Role

_OF_SEVERAL_FILES = ("/do/attest-list", "/do/deal-file-list", "/do/policy-draft")


@dataclass(slots=True)
class FirstDeal(Tale):
    """``outside`` is what answers the house from elsewhere; ``acts`` how many forms were sent;
    ``kept`` keeps the home of the sale before its acts, where it is asked for."""

    outside: Outside = field(kw_only=True)
    companies: Companies = COMPANIES
    # Another deal than the sale is walked, on one day.
    is_beside: bool = False
    # Before the handover; one does afterwards.
    withdraws: bool = False
    acts: int = 0
    members: dict[str, Member] = field(default_factory=dict)
    kept: KeptHomes | None = None

    def stage(self, name: str, reader: Reader, sees: str, also: str = "") -> None:
        Tale.stage(self, name, reader, sees, also)
        sys.stdout.write(f"{'':14}acts={self.acts}\n")

    def opens_window(self, width: int = 1280, lang: str = "zh") -> browser.Window:
        window = self.closing.enter_context(
            browser.window(self.chromium, self.served.site, width=width, lang=lang)
        )
        window.context.on("request", lambda one: self._heard(one))
        return window

    def _heard(self, one: Request) -> None:
        # A form of several files is sent by a script, which keeps them where it is refused.
        is_sent = one.is_navigation_request() or one.url.endswith(_OF_SEVERAL_FILES)
        if one.method == "POST" and is_sent:
            self.acts += 1

    def keeps(self, moment: str) -> None:
        """The home as it is before the act of that name, of the sale itself."""
        if self.kept and self.companies is COMPANIES:
            self.kept.before(moment)

    def does(
        self, reader: Reader, slug: str, given: Mapping[str, object], refused: str = ""
    ) -> Reader:
        if self.kept and self.companies is COMPANIES and not refused:
            rooms = {level: self.found[level] for level in ("L1", "L2") if level in self.found}
            self.kept.before_form(slug, self.here(reader), rooms)
        return Tale.does(self, reader, slug, given, refused)

    def opens(self, who: str, stage: str, refused: str = "") -> Reader:
        if not refused:
            self.keeps(stage)
        return Tale.opens(self, who, stage, refused)

    def finishes(self, who: str, stage: str) -> Reader:
        if stage == "closed":
            self.keeps(stage)
        return Tale.finishes(self, who, stage)

    def file(self, who: str, kind: str, **more: object) -> Reader:
        if kind == "new_licence":
            self.keeps(HALF_WAY)
        return Tale.file(self, who, kind, **more)

    def own(self, link: str) -> str:
        """A link of a letter, as the browser gets there."""
        parts = urlsplit(link)
        assert parts.netloc == SITE, link
        return f"{self.served.site}{parts.path}{'#' if parts.fragment else ''}{parts.fragment}"

    def member(self, name: str) -> Member:
        """A browser for somebody of the house, who is not in yet."""
        made = Member(name, self.opens_window(), self.outside.clock.now)
        self.readers[name] = self.members[name] = made
        return made

    def by(self, name: str) -> Reader:
        assert name in self.readers, f"{name} was not let in"
        return self.readers[name]

    def customer(self, name: str, *, width: int = 1280, lang: str = "zh") -> Reader:
        self.readers[name] = made = Reader(name, self.opens_window(width, lang))
        return made

    def states_all(self, who: str, duties: Sequence[str]) -> Reader:
        """By one form, which lists what waits for that person."""
        given: dict[str, object] = {"statement": "措施已经落实"}
        for duty in duties:
            given[f"{duty}-kind"] = demand(duty).evidence[0].value
            given[f"{duty}-evidence"] = self.paper(f"duty-{duty}-{self.now:%m%d}")
            self.stated[duty] = self.now + timedelta(days=demand(duty).valid_days), who
        return self.act(who, "/attestations", "attest-list", **given)

    def file_all(self, who: str, *kinds: str) -> None:
        """By one form; then each side confirms all that is its own by one more."""
        papers = {f"{kind}-document": self.paper(kind) for kind in kinds}
        self.act(who, self.deal, "deal-file-list", **papers)
        sides = {OF_SIDE[FilingKind(kind)] for kind in kinds if FilingKind(kind) in OF_SIDE}
        for side in sorted(sides):
            reader = self.by(SELLER if side is Role.TR else self.companies.buyer_person)
            reader.goes(f"/papers?deal={self.deal.rpartition('/')[2]}")
            reader.follows(reader.link("do/paper-confirm-list"))
            for box in reader.page.locator("main [name=filings]").all():
                box.check()
            self.does(reader, "paper-confirm-list", {})

    def go(self, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
        """Days pass, of the sale alone; what lapses on the way is stated anew first."""
        if self.is_beside:
            return
        to = moment(month, day, hour, minute)
        self.renews(to)
        self.now = to
        self.outside.clock.turns(to)
