"""People who ask for their data, all of it at 390 px, in two languages: a customer by chat, who
objects, withdraws and is erased; an impostor; a relative of somebody who died.

``python -m tests.web.requests_journey [--lang zh] [HOME]`` prints every stage and ``stages=N
failed=0``; a picture of each lies in the folder that ``SHOTS`` names, if it names one.  HOME is a
demo home to copy instead of telling one.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Error
from tests.web import browser, home
from tests.web.chat_journey import staffed
from tests.web.request_words import WORDS
from tests.web.story.browser_user import Reader
from tests.web.story.cast import DPO, LEGAL, OPERATIONS, SECURITY, SERVICE
from tests.web.told_journey import LANGS
from tests.web.vendor_journey import PhoneTale

_NEWEST = "main table a[href*='/requests/request-']"
_CODE = "main pre.bytes"
# Two customers that are grown up: one is erased, one died.
_PEOPLE = 2


class RequestTale(PhoneTale):
    """``living`` is the customer who asks, ``died`` the one whose relative does."""

    walk = "request"
    living, died = "", ""

    @property
    def words(self) -> Mapping[str, str]:
        return WORDS[self.lang]


def go(tale: RequestTale) -> None:
    code = _chats(tale)
    _objects(tale, code)
    _withdraws(tale)
    _is_erased(tale)
    _is_an_impostor(tale)
    _is_a_relative(tale)


def _chats(tale: RequestTale) -> str:
    """The code of the receipt: that of the chat."""
    words, visitor = tale.words, tale.stranger("visitor")
    visitor.goes("/ask")
    visitor.follows("a[href='/ask/chat']")
    visitor.fills({"text": words["asks"]})
    visitor.presses()
    visitor.page.wait_for_selector("[data-talk-code]", state="attached")
    tale.sees("asks-by-chat", visitor, "asks")
    service = tale.by(SERVICE)
    service.goes("/chats")
    service.follows("main table a[href*='/chats/chat-']")
    service.follows(service.link("do/chat-take"))
    service.presses()
    service.page.fill("#talk-text", words["answers"])
    service.page.press("#talk-text", "Enter")
    visitor.page.wait_for_selector(f"text={words['answers']}")
    tale.sees("is-answered", visitor, "answers")
    visitor.page.fill("#talk-text", words["objects"])
    visitor.page.press("#talk-text", "Enter")
    visitor.page.wait_for_selector(f"[data-talk-lines] >> text={words['objects']}")
    visitor.page.select_option("main [name=kind]", value="OBJECT")
    visitor.page.click("form[action='/ask/chat/end'] button")
    visitor.page.wait_for_selector(f"text={words['over']}")
    tale.sees("makes-it-an-objection", visitor, "over")
    with visitor.page.expect_navigation():
        visitor.page.click("[data-talk-again] button")
    found: str = visitor.page.locator("main input[name=code]").first.get_attribute("value") or ""
    assert found, "the receipt has no code"
    return found


def _objects(tale: RequestTale, code: str) -> None:
    place = _taken(tale)
    given = {"proof": "IN_PERSON", "subject": tale.living}
    tale.sees("proved-and-the-data-rest", _does(tale, place, "prove", **given), "rests")
    _answers(tale, place, "stopped")
    visitor = tale.readers["visitor"]
    _reads(visitor, code)
    tale.sees("reads-that-it-is-granted", visitor, "granted")


def _withdraws(tale: RequestTale) -> None:
    code = _asks(tale, "visitor", "WITHDRAW", "withdraws")
    place = _taken(tale)
    _does(tale, place, "prove", proof="IN_PERSON", subject=tale.living)
    service = tale.by(SERVICE)
    service.goes(place)
    if service.has(service.link("do/request-withdraw")):  # not of who never said yes
        _does(tale, place, "withdraw", consent="all")
    _answers(tale, place, "withdrawn")
    _reads(tale.readers["visitor"], code)
    tale.sees("reads-that-it-is-withdrawn", tale.readers["visitor"], "withdrawn")


def _is_erased(tale: RequestTale) -> None:
    code = _asks(tale, "visitor", "DELETE", "deletes")
    place = _taken(tale)
    _does(tale, place, "prove", proof="IN_PERSON", subject=tale.living)
    tale.sees("ordered", tale.act(DPO, place, "request-erase"), "ordered")
    officer = tale.by(DPO)
    officer.goes("/destruction")
    officer.follows("main table a[href*='/destruction/dest-']")
    order = tale.here(officer)
    for witness in (OPERATIONS, SECURITY):
        tale.act(witness, order, "destroy-witness")
    tale.act(OPERATIONS, order, "destroy-run")
    _waits_no_longer(tale, place)
    _answers(tale, place, "deleted")
    _reads(tale.readers["visitor"], code)
    tale.sees("reads-that-all-is-deleted", tale.readers["visitor"], "granted")
    officer.goes(f"/customers/{tale.living}")
    assert not officer.has("form[action*='/reveal']"), "something is left to be opened"


def _waits_no_longer(tale: RequestTale, place: str) -> None:
    """Recipients confirm by their own pages, which other journeys walk; here nobody answers."""
    officer = tale.by(DPO)
    officer.goes(place)
    while officer.has(officer.link("do/request-let-go")):
        officer.follows(officer.link("do/request-let-go"))
        first = officer.page.locator("main [name=recipient] option[value]:not([value=''])").first
        name = first.get_attribute("value") or ""
        given = {"recipient": name, "text": tale.words["wait no longer"]}
        tale.does(officer, "request-let-go", given)
        officer.goes(place)


def _is_an_impostor(tale: RequestTale) -> None:
    """Two values that nobody has together; then a refusal that says nothing of anybody."""
    code = _asks(tale, "impostor", "ACCESS", "impostor")
    place = _taken(tale)
    service = tale.by(SERVICE)
    service.goes(place)
    service.follows(service.link("do/request-match"))
    service.fills({"first_field": "mobile", "first": "154 0000 9999"})
    service.fills({"second_field": "name", "second": "冒名者"})
    service.presses()
    tale.sees("the-impostor-is-nobody", service, "no match")
    words = tale.words
    given = {"ground": "NOT_PROVEN", "text": words["refused"], "appeal": words["appeal"]}
    tale.act(LEGAL, place, "request-refuse", way="PORTAL", **given)
    _does(tale, place, "close", outcome="REFUSED")
    impostor = tale.readers["impostor"]
    _reads(impostor, code)
    tale.sees("the-impostor-reads-why", impostor, "refused")
    tale.sees("and-that-it-is-refused", impostor, "is refused")
    assert tale.died not in impostor.reads()


def _is_a_relative(tale: RequestTale) -> None:
    words = tale.words
    code = _asks(tale, "relative", "RELATIVES", "relative")
    place = _taken(tale)
    _does(tale, place, "ask", text=words["shows"], way="PORTAL")
    relative = tale.readers["relative"]
    _reads(relative, code)
    tale.sees("the-relative-reads-what-is-missing", relative, "shows")
    relative.fills({"text": words["brings"], "paper": tale.paper("relative")})
    relative.presses("form[action$='/ask/receipt/add'] button")
    tale.sees("and-adds-the-paper", relative, "added")
    proved = _does(tale, place, "prove", proof="RELATIVE", subject=tale.died)
    tale.sees("the-relative-is-proved", proved, "proved")
    service = tale.by(SERVICE)
    service.goes(place)
    service.follows(service.link("do/request-pack"))
    service.presses()
    word = service.page.inner_text(_CODE).strip()
    _reads(relative, code)
    tale.sees("a-copy-waits", relative, "copy")
    relative.fills({"passphrase": "aaaa-aaaa"})
    relative.presses("form[action$='/ask/copy'] button")
    tale.sees("by-its-passphrase-alone", relative, "wrong word")
    relative.fills({"passphrase": word})
    saved = relative.takes("form[action$='/ask/copy'] button", tale.downloads)
    with zipfile.ZipFile(saved) as copy:
        assert any(name.endswith(".pdf") for name in copy.namelist()), copy.namelist()
    tale.sees("the-relative-has-the-copy", relative, "copy")


def _asks(tale: RequestTale, name: str, kind: str, said: str) -> str:
    """On a phone, without an account; the code of the receipt."""
    person = tale.readers.get(name) or tale.stranger(name)
    person.goes("/ask")
    person.fills({"kind": kind, "text": tale.words[said]})
    person.presses()
    return person.page.inner_text(_CODE).strip()


def _reads(person: Reader, code: str) -> None:
    person.goes("/ask/receipt")
    person.page.fill("#code", code)
    person.presses("form[action$='/ask/receipt'] button")


def _taken(tale: RequestTale) -> str:
    """The page of the newest, which customer service takes on."""
    service = tale.by(SERVICE)
    service.goes("/requests")
    service.follows(_NEWEST)
    place = tale.here(service)
    tale.act(SERVICE, place, "request-take")
    return place


def _does(tale: RequestTale, place: str, what: str, **given: str) -> Reader:
    return tale.act(SERVICE, place, f"request-{what}", **given)


def _answers(tale: RequestTale, place: str, said: str) -> None:
    _does(tale, place, "reply", text=tale.words[said], way="PORTAL")
    tale.sees("closed", _does(tale, place, "close", outcome="GRANTED"), "closed")


def grown_up() -> Sequence[str]:
    """Customers of the home that is open here whom one person alone may look at."""
    from django.db import connections

    from shoumi.base.subjects.models import State, Subject

    found = Subject.objects.filter(kind="INDIVIDUAL", is_minor=False, state=State.ACTIVE)
    refs = list(found.order_by("id").values_list("ref", flat=True)[:_PEOPLE])
    connections.close_all()
    assert len(refs) == _PEOPLE, "too few customers"
    return refs


def walked(
    folder: Path, chromium: Browser, lang: str, people: Sequence[str], shots: Path | None
) -> tuple[int, list[str]]:
    """Every stage in one language: how many were reached, and what stopped it."""
    with ExitStack() as opened:
        served = opened.enter_context(browser.served(folder))
        tale = RequestTale(folder, served, chromium, opened, shots)
        tale.lang = lang
        tale.living, tale.died = people
        try:
            go(tale)
        except (AssertionError, Error) as error:
            tale.last_looks()
            return tale.stages, [f"{lang}, after stage {tale.stages}: {error}"]
        return tale.stages, []


def main() -> int:
    reader = argparse.ArgumentParser(prog="python -m tests.web.requests_journey")
    reader.add_argument("--lang", choices=LANGS, action="append")
    reader.add_argument("home", type=Path, nargs="?")
    asked = reader.parse_args()
    shots = Path(os.environ["SHOTS"]) if os.environ.get("SHOTS") else None
    stages, failed = 0, []
    with tempfile.TemporaryDirectory(prefix="shoumi-requests-") as place:
        told = Path(place) / "told"
        home.copy(asked.home, told) if asked.home else home.tell(told)
        staffed(told)
        people = grown_up()
        with browser.chromium() as chromium:
            for lang in asked.lang or LANGS:
                folder = home.copy(told, Path(place) / lang)
                reached, wrong = walked(folder, chromium, lang, people, shots)
                stages, failed = stages + reached, failed + wrong
    sys.stdout.write("".join(f"{line}\n" for line in failed))
    sys.stdout.write(f"stages={stages} failed={len(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
