"""The deal that the demo leaves open at the registrar, walked to its end."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.web import home
from tests.web.story import closing
from tests.web.story.cast import CONSULTANT, STATED
from tests.web.story.walk import Tale

UNTIL, CUSTOMERS = "samr_application", 1000


def tell(tale: Tale) -> None:
    """Whoever opens the console for the first time: Today, then the deal, then what it lacks."""
    tale.withdraws = False
    _knows_what_is_stated(tale)
    one = tale.by(CONSULTANT)
    one.goes("/")
    tale.stage("打开控制台", one, "今日")
    one.follows(".menu a[href='/deals']")
    one.follows(one.link("/deals/deal-"))
    tale.deal = one.page.url.removeprefix(tale.served.site).partition("?")[0]
    tale.stage("走到一半的转让：看到还缺什么", one, "新营业执照")
    closing.end(tale)


def _knows_what_is_stated(tale: Tale) -> None:
    """The demo stated each demand for as long as its own clock allows; some end on the way."""
    order = [sys.executable, "-m", "shoumi.doors.cli", "duties", "--json"]
    duties = json.loads(home.run(tale.folder, *order))["duties"]
    until = {one["id"]: one["until"] for one in duties}
    for who, stated in STATED.items():
        for duty in stated:
            ends = datetime.fromisoformat(until[duty]).astimezone(ZoneInfo("Asia/Shanghai"))
            tale.stated[duty] = ends.replace(tzinfo=None), who
