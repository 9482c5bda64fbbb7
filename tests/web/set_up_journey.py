"""From an empty place to signed in, by page alone: the link that ``serve`` prints makes the home.

A relay and a time-stamp authority of this machine answer the trials.  ``python -m
tests.web.journeys`` walks it after the first-time journey; ``SHOTS`` keeps a picture of each stage.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Error
from tests.web import browser, journeys
from tests.web.journeys import Journey

from shoumi.base.documents.tests import authority
from shoumi.base.outbox.tests.relays import Inbox, relay
from shoumi.doors.set_up import place

CODE = "91990000MA0000001B"
# Name, mail and role of who is invited beside the two that begin.
Person = tuple[str, str, str]
_PEOPLE: Sequence[Person] = (("周示例", "security@house.example", "SEC"), ("吴虚构", "", "OPS"))
_PATIENCE = 300_000  # making a home takes some seconds, and minutes where much else runs
PASSPHRASE = "eleven paper lanterns drift over the quiet lake"
COMPANY = {
    "name": "样板转让服务有限公司",
    "name_en": "Sample Transfer Services",
    "address": "样板市示范路 1 号",
    "contact": "privacy@house.example",
    "officer": journeys.OFFICER,
    "officer_contact": "officer@house.example",
}


def walk(
    folder: Path, shots: Path | None, lang: str = "zh", width: int = 1280
) -> tuple[int, list[str]]:
    """Every stage: how many were reached, and what stopped it."""
    with (
        outside() as (port, inbox, stamps),
        browser.served(folder) as served,
        browser.chromium() as chromium,
        browser.window(chromium, served.site, lang=lang, width=width) as window,
    ):
        journeys.device(window)
        way = Journey(window, shots)
        try:
            goes(way, served, port, stamps)
            _mails(inbox)
        except (AssertionError, Error) as error:
            return way.stages, [f"after stage {way.stages}: {error or 'not as it should be'}"]
        finally:
            shutil.rmtree(place.passphrase_place(folder).parent, ignore_errors=True)
        return way.stages, []


@contextmanager
def outside() -> Iterator[tuple[int, Inbox, str]]:
    """A relay and a time-stamp authority."""
    inbox = Inbox()
    with tempfile.TemporaryDirectory(prefix="shoumi-tsa-") as place:
        keys = authority.made(Path(place))
        with (
            relay(inbox) as port,
            authority.serving(lambda asked: authority.reply(keys, asked)) as stamps,
        ):
            yield port, inbox, stamps


def goes(
    way: Journey,
    served: browser.Served,
    port: int,
    stamps: str,
    people: Sequence[Person] = _PEOPLE,
    site: str = "",
    sms: Mapping[str, str] | None = None,
) -> None:
    """From the link that ``serve`` printed to the settings of the home, the officer signed in.

    ``sms``  the account for text messages as it is typed, and the number it is tried with
    """
    page = way.page
    page.goto(served.link)
    way.stage("set-up-link", "form button.btn-main")
    way.press("form button.btn-main")
    way.stage("set-up-overview", ".set-up-steps")
    assert served.link.rpartition("/")[2] not in page.url
    _company(way)
    _passphrase(way)
    _people(way, people)
    _services(way, port, stamps, site, sms)
    way.stage("set-up-ready", "a[href$='/home/make']")
    way.press("a[href$='/home/make']")
    way.stage("set-up-make", "form button.btn-main:not([disabled])")
    # The answer comes when the home is made.
    page.click("form button.btn-main", no_wait_after=True)
    page.wait_for_selector("#own", timeout=_PATIENCE)
    way.stage("set-up-made", "#own")
    way.press("#own")
    page.wait_for_selector("form button.btn-main", timeout=_PATIENCE)
    assert page.url.startswith(f"{served.site}/enter/"), page.url
    _in(way)
    again = page.context.new_page()
    again.goto(f"{served.site}/home")
    assert not again.query_selector(".set-up-steps"), "a home that exists shows the set-up page"
    again.goto(served.link)
    assert not again.query_selector("#field-person"), "the link of the place opens the home"
    again.close()


def _company(way: Journey) -> None:
    page = way.page
    page.click(".set-up-steps a >> nth=0")
    way.stage("company", "#field-code")
    for name, value in COMPANY.items():
        page.fill(f"#field-{name}", value)
    page.fill("#field-code", f"{CODE[:-1]}A")
    way.press("main button.btn-main")
    way.stage("company-wrong-code", ".field:has(#field-code) .field-error")
    assert page.input_value("#field-name") == COMPANY["name"], "what was typed is lost"
    page.fill("#field-code", CODE)
    way.press("main button.btn-main")


def _passphrase(way: Journey) -> None:
    page = way.page
    way.stage("passphrase", "#field-again")
    page.fill("#field-passphrase", PASSPHRASE)
    page.fill("#field-again", PASSPHRASE[:-1])
    way.press("main button.btn-main")
    way.stage("passphrases-differ", "#refusal-what")
    assert PASSPHRASE not in page.content()
    page.click("a[href$='/home/sheet']")
    way.stage("recovery-sheet", ".key-sheet")
    page.goto(f"{way.window.site}/home/passphrase")
    page.fill("#field-passphrase", PASSPHRASE)
    page.fill("#field-again", PASSPHRASE)
    way.press("main button.btn-main")


def _people(way: Journey, people: Sequence[Person]) -> None:
    page = way.page
    way.stage("people", "#field-head")
    page.fill("#field-head", journeys.HEAD)
    page.fill("#field-head_mail", "head@house.example")
    page.select_option("#field-visitor", value="officer")
    page.click("form:has(#field-head) button")
    way.stage("two-saved", "#next")
    for number, (name, mail, role) in enumerate(people, start=1):
        page.fill("#field-name", name)
        page.fill("#field-mail", mail)
        page.check(f"input[name=roles][value={role}]")
        page.click("form[action$='/people/add'] button")
        page.wait_for_selector(f".set-up-people li:nth-child({number})")
    way.stage("people-added", ".set-up-people li")
    page.click("#next")


def _services(
    way: Journey, port: int, stamps: str, site: str, sms: Mapping[str, str] | None
) -> None:
    page = way.page
    way.stage("relay", "#field-host")
    page.fill("#field-host", "127.0.0.1")
    page.fill("#field-port", "1")
    page.fill("#field-sender", "shoumi@house.example")
    page.fill("#field-to", "officer@house.example")
    way.press("form:has(#field-host) button")
    way.stage("relay-fails", "#refusal-what")
    assert page.input_value("#field-host") == "127.0.0.1"
    page.fill("#field-port", str(port))
    way.press("form:has(#field-host) button")
    _text_messages(way, sms)
    way.stage("stamps", "#field-url")
    page.fill("#field-url", stamps)
    way.press("form:has(#field-url) button")
    way.stage("site", "#field-proxies")
    if site:
        page.fill("#field-name", site)
        way.press("form:has(#field-proxies) button")
    else:
        page.click("form[action$='/site/leave-out'] button")
    way.stage("logo", "#field-picture")
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        Image.new("RGB", (300, 100), (20, 110, 80)).save(file, "PNG")
        file.flush()
        page.set_input_files("#field-picture", file.name)
        way.press("form:has(#field-picture) button")
        page.wait_for_selector(".set-up-steps")


def _text_messages(way: Journey, sms: Mapping[str, str] | None) -> None:
    page = way.page
    way.stage("text-messages", "#field-sign_name")
    if sms is None:
        page.click("form[action$='/text-messages/leave-out'] button")
        return
    page.select_option("#field-vendor", value=sms["vendor"])
    for name, value in sms.items():
        if name != "vendor":
            page.fill(f"#field-{name}", value)
    page.fill("#field-key_secret", "nobody's")
    way.press("form:has(#field-sign_name) button")
    way.stage("text-messages-fail", "#refusal-what")
    page.fill("#field-key_name", sms["key_name"])
    page.fill("#field-key_secret", sms["key_secret"])
    way.press("form:has(#field-sign_name) button")


def _in(way: Journey) -> None:
    """By the visitor's own link: a passkey, then Today."""
    way.press("form button.btn-main")
    way.stage("enrol", "[data-passkey=add]")
    way.press("[data-passkey=add]")
    way.stage("passkey", "form[action$='enrol/finish']")
    way.press("form[action$='enrol/finish'] button")
    way.page.wait_for_url(f"{way.window.site}/")
    way.stage("new-home-today", "main h1")
    way.page.goto(f"{way.window.site}/settings")
    way.stage("new-home-settings", "main .pairs")
    assert COMPANY["name"] in way.page.content()


def invited(inbox: Inbox) -> dict[str, str]:
    """The links that were mailed to come in by, by address."""
    return {
        str(mail["To"]): found.group()
        for mail in inbox.mails
        if (found := re.search(r"https?://\S+/enter/\S+", mail.get_content()))
    }


def _mails(inbox: Inbox) -> None:
    """The trial, and a link for each who has an address and is not the visitor."""
    links = invited(inbox)
    assert set(links) == {"head@house.example", "security@house.example"}, links
