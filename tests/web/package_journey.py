"""The buyer's side of a package in the browser: a key is made, the package opened with it, checked,
saved, and its receipt signed; and what each of browser and ``age`` program makes, the other opens.

``python -m tests.web.package_journey`` prints every stage and ``stages=N failed=0``; a picture of
each stage lies in the folder that ``SHOTS`` names, if it names one.  A folder as the last word is a
demo home to copy instead of telling one.
"""

from __future__ import annotations

import os
import sys
import tarfile
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Error, Page
from tests.web import browser, home
from tests.web.story.browser_user import Reader
from tests.web.story.cast import BUYER, BUYER_NAME, DPO, HEAD, SUPERVISOR

from shoumi.base.handover.packages.tests.age_program import age, keygen, public_of

PASSPHRASE = "三只 quiet boats 过湖"
_OTHER = "another lake, another boat"
_PATIENCE = 300_000  # scrypt takes some seconds, and minutes where much else runs
_ANSWER = "[data-found]"
_FIELDS = ("姓名", "手机号", "地址", "区县", "服务类型", "年消费额")
_MAKES, _OPENS = "[data-part=key]", "[data-part=package]"
_FILE = "main a[href$='/file']:visible"


class Walk:
    """``place`` keeps what people saved; ``package`` is the address of the released one."""

    def __init__(
        self,
        served: browser.Served,
        opened: ExitStack,
        place: Path,
        chromium: Browser | None = None,
    ) -> None:
        self.served, self.opened, self.place = served, opened, place
        self.chromium = chromium or opened.enter_context(browser.chromium())
        self.shots = Path(os.environ["SHOTS"]) if os.environ.get("SHOTS") else None
        self.stages = 0
        self.package = self.recipient = self.fingerprint = ""
        self.key = place / "buyer.age"

    def by(self, name: str, *, lang: str = "zh", width: int = 1280) -> Reader:
        """The person called that, at a browser of its own."""
        made = browser.window(self.chromium, self.served.site, lang=lang, width=width)
        reader = Reader(name, self.opened.enter_context(made), self.served.link)
        reader.comes_in()
        return reader

    def stage(self, name: str, reader: Reader, sees: str) -> None:
        reader.page.wait_for_selector(sees, timeout=_PATIENCE)
        assert not (faults := reader.faults()), f"{name}: {faults}"
        self.stages += 1
        sys.stdout.write(f"{self.stages:2}  {name}\n")
        if self.shots:
            self.shots.mkdir(parents=True, exist_ok=True)
            browser.picture(reader.page, self.shots / f"{self.stages:02}-{name}.png")


def makes_key(walk: Walk, buyer: Reader, deal: str = "") -> None:
    """``deal`` is the number of the one whose key it is, where the buyer is in several."""
    page = buyer.page
    buyer.goes("/handover")
    walk.stage("the-buyer-is-offered-a-key", buyer, f"{_MAKES} form:not([hidden])")
    page.fill("#key-passphrase", "short")
    page.click(f"{_MAKES} [type=submit]")
    walk.stage("a-short-passphrase-is-refused", buyer, _no("short"))
    page.fill("#key-passphrase", PASSPHRASE)
    page.fill("#key-again", PASSPHRASE + "x")
    page.click(f"{_MAKES} [type=submit]")
    walk.stage("passphrases-that-differ-are-refused", buyer, _no("unequal"))
    page.click("[data-propose]")
    proposed = page.input_value("#key-passphrase")
    assert len(proposed) == 24, proposed
    assert proposed == page.input_value("#key-again")
    page.fill("#key-passphrase", PASSPHRASE)
    page.fill("#key-again", PASSPHRASE)
    sent = browser.sent(page)
    with page.expect_download(timeout=_PATIENCE) as saved:
        page.click(f"{_MAKES} [type=submit]")
    walk.stage("the-key-is-made-and-saved", buyer, f"{_MAKES} {_ANSWER}:not([hidden])")
    saved.value.save_as(walk.key)
    walk.recipient = page.inner_text("[data-put=recipient]")
    walk.fingerprint = page.inner_text("[data-put=fingerprint]")
    assert saved.value.suggested_filename == f"shoumi-key-{walk.fingerprint[:8]}.age"
    assert sent == [], "making a key calls the server"
    assert PASSPHRASE not in page.content()
    assert page.is_hidden("[data-proposed]")
    buyer.follows("[data-hand-in]")
    walk.stage("the-form-has-the-key", buyer, "#field-key")
    assert page.input_value("#field-key") == walk.recipient
    buyer.fills({"party": deal} if deal else {})
    buyer.presses()
    assert not buyer.refusal(), buyer.refusal()
    walk.stage("the-house-has-the-key", buyer, f"main dd:text-is('{walk.fingerprint}')")


def age_opens_key(walk: Walk) -> None:
    """The program opens the key the browser sealed, and finds the same public half in it."""
    plain = walk.place / "buyer.txt"
    age("-d", "-o", str(plain), str(walk.key), passphrase=PASSPHRASE)
    assert public_of(plain) == walk.recipient
    # And seals it anew, as one who makes a key by the program does, in either of its spellings.
    age("-p", "-o", str(walk.place / "binary.age"), str(plain), passphrase=_OTHER)
    age("-p", "-a", "-o", str(walk.place / "armoured.age"), str(plain), passphrase=_OTHER)


def seals(walk: Walk, head: Reader, officer: Reader, supervisor: Reader) -> None:
    """The demo's package was sealed for another key: void it, seal for the buyer's, release."""
    officer.goes("/handover")
    officer.follows(officer.link("/handover/"))
    officer.follows(officer.link("do/handover-void"))
    officer.fills({"is_sure": True})
    officer.presses()
    head.goes("/deals")
    head.follows(head.link("/deals/deal-"))
    deal = head.page.url.removeprefix(walk.served.site).partition("?")[0]
    head.follows(head.link("do/open-task"))
    task = {"purpose": "资料交接", "actors": [DPO], "acts": ["导出"], "until": "2026-11-06T18:00"}
    head.fills({**task, "fields": list(_FIELDS)})
    head.presses()
    assert not head.refusal(), head.refusal()
    officer.goes(deal)
    officer.follows(officer.link("do/handover-seal"))
    assert officer.page.input_value("#field-key") == walk.recipient, "the form proposes no key"
    assert walk.fingerprint in officer.reads(), "who seals cannot compare the fingerprint"
    officer.fills({"recipient": BUYER_NAME, "task": "资料交接"})
    officer.presses()
    assert not officer.waits(), officer.waits()
    officer.goes_on()
    walk.package = officer.page.url.removeprefix(walk.served.site).partition("?")[0]
    assert walk.fingerprint in officer.reads(), "the house cannot compare the fingerprint"
    supervisor.goes(walk.package)
    supervisor.follows(supervisor.link("do/handover-release"))
    assert walk.fingerprint in supervisor.reads()
    supervisor.fills({"is_sure": True})
    supervisor.presses()
    assert not supervisor.refusal(), supervisor.refusal()


def opens(walk: Walk, buyer: Reader) -> None:
    """In a second browser: refused for each thing that can be wrong, then opened whole."""
    page = buyer.page
    buyer.goes("/handover")
    buyer.follows(buyer.link("/handover/pack-"))
    walk.stage("the-package-opens-here", buyer, f"{_OPENS} form:not([hidden])")
    _press(page)
    walk.stage("no-key-chosen", buyer, _no("choose-key"))
    _give(page, key=walk.key, passphrase=PASSPHRASE)
    _press(page)
    # Who came in a while ago proves anew first; the walk is no longer ago than the machine is slow.
    page.wait_for_selector(f"{_no('proof')}, {_OPENS} {_ANSWER}:not([hidden])", timeout=_PATIENCE)
    if page.is_visible(_no("proof")):
        buyer.follows(f"{_no('proof')} a")
        assert page.url.endswith(walk.package), page.url
    page.reload()
    sealed = buyer.takes(_FILE, walk.place)
    _refusals(walk, buyer, sealed)
    sent = browser.sent(page)
    _give(page, key=walk.key, passphrase=PASSPHRASE)
    _press(page)
    walk.stage("opened-and-checked", buyer, f"{_OPENS} {_ANSWER}:not([hidden])")
    assert [one.method for one in sent] == ["GET"], sent
    assert sent[0].url.endswith("/file")
    _compares(walk, buyer, sealed)
    assert len(sent) == 1, "opening sends something back"


def _refusals(walk: Walk, buyer: Reader, sealed: Path) -> None:
    page, place = buyer.page, walk.place
    damaged, stranger, cut = place / "damaged.age", place / "stranger.txt", place / "cut.age"
    content = bytearray(sealed.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    cut.write_bytes(sealed.read_bytes()[:-17])
    keygen(stranger)
    for name, code, key, passphrase, package in (
        ("a-wrong-passphrase", "passphrase", walk.key, PASSPHRASE + "!", sealed),
        ("no-passphrase", "no-passphrase", walk.key, "", sealed),
        ("a-wrong-key", "other-key", stranger, "", sealed),
        ("the-package-chosen-as-key", "no-key", sealed, "", sealed),
        ("a-damaged-package", "differs", walk.key, PASSPHRASE, damaged),
        ("half-a-package", "differs", walk.key, PASSPHRASE, cut),
    ):
        _give(page, key=key, passphrase=passphrase, package=package)
        _press(page)
        walk.stage(name, buyer, _no(code))
        assert page.is_hidden(f"{_OPENS} {_ANSWER}")
        assert page.locator(f"{_OPENS} [data-refused]:not([hidden])").count() == 1
    page.reload()


def _compares(walk: Walk, buyer: Reader, sealed: Path) -> None:
    """What the browser gives is what the program gives, which opens it with the browser's key."""
    page, plain = buyer.page, walk.place / "plain.tar"
    age("-d", "-i", str(walk.key), "-o", str(plain), str(sealed), passphrase=PASSPHRASE)
    assert _saved(page, "whole") == plain.read_bytes()
    with tarfile.open(plain) as archive:
        for path in ("data.csv", "data.parquet"):
            inside = archive.extractfile(path)
            assert inside is not None
            assert _saved(page, path) == inside.read()
        names = archive.getnames()
    receipts = sum(name.startswith("receipts/") for name in names)
    assert page.inner_text(f"{_ANSWER} [data-put=files]") == str(len(names))
    assert page.inner_text(f"{_ANSWER} [data-put=receipts]") == str(receipts)
    assert page.inner_text(f"{_ANSWER} [data-put=rows]") == page.inner_text(
        "main .numbers b >> nth=0"
    )
    assert "姓名" in page.inner_text(f"{_ANSWER} [data-put=columns]")


def with_keys_of_the_program(walk: Walk, buyer: Reader) -> None:
    """Keys that ``age`` sealed, armoured or not, and one in the clear."""
    sealed = walk.place / f"{walk.package.rpartition('/')[2]}.tar.age"
    for name, key, passphrase in (
        ("a-key-age-sealed", "binary.age", _OTHER),
        ("a-key-age-sealed-and-armoured", "armoured.age", _OTHER),
        ("a-key-in-the-clear", "buyer.txt", ""),
    ):
        buyer.page.reload()
        _give(buyer.page, key=walk.place / key, passphrase=passphrase, package=sealed)
        _press(buyer.page)
        walk.stage(name, buyer, f"{_OPENS} {_ANSWER}:not([hidden])")


def signs(walk: Walk, buyer: Reader) -> None:
    buyer.follows("[data-receipt]")
    walk.stage("the-receipt-has-the-hash", buyer, "#field-sha256")
    assert len(buyer.page.input_value("#field-sha256")) == 64
    buyer.presses()
    assert not buyer.refusal(), buyer.refusal()
    walk.stage("signed", buyer, "text=/回执相符|The receipt is equal/")


def too_old(walk: Walk, buyer: Reader) -> None:
    """A browser without workers: told so in place of the form, and the package still downloads."""
    buyer.window.context.add_init_script("delete window.Worker")
    buyer.goes(walk.package)
    walk.stage("a-browser-that-is-too-old", buyer, f"{_OPENS} [data-cannot]:not([hidden])")
    assert buyer.page.is_hidden(f"{_OPENS} form")
    assert buyer.page.is_visible(_FILE)


def _no(code: str) -> str:
    return f"[data-refused={code}]:not([hidden])"


def _give(page: Page, *, key: Path, passphrase: str, package: Path | None = None) -> None:
    page.set_input_files("#open-key", key)
    page.fill("#open-passphrase", passphrase)
    page.set_input_files("#open-package", [package] if package else [])


def _press(page: Page) -> None:
    page.click(f"{_OPENS} [type=submit]")


def _saved(page: Page, name: str) -> bytes:
    with page.expect_download() as saved:
        page.click(f"[data-save='{name}']")
    return Path(saved.value.path()).read_bytes()


def main() -> int:
    given = [word for word in sys.argv[1:] if not word.startswith("-")]
    failed = 0
    with tempfile.TemporaryDirectory(prefix="shoumi-package-") as place, ExitStack() as opened:
        folder, saved = Path(place) / "home", Path(place) / "saved"
        saved.mkdir()
        home.copy(Path(given[0]), folder) if given else home.tell(folder)
        walk = Walk(opened.enter_context(browser.served(folder)), opened, saved)
        try:
            _go(walk)
        except (AssertionError, Error) as error:
            failed = 1
            sys.stdout.write(f"FAILED after stage {walk.stages}: {error}\n")
        sys.stdout.write(f"stages={walk.stages} failed={failed}\n")
    return failed


def _go(walk: Walk) -> None:
    makes_key(walk, walk.by(BUYER))
    age_opens_key(walk)
    seals(walk, walk.by(HEAD), walk.by(DPO), walk.by(SUPERVISOR))
    buyer = walk.by(BUYER, lang="en", width=390)
    for act in (opens, with_keys_of_the_program, signs, too_old):
        act(walk, buyer)


if __name__ == "__main__":
    sys.exit(main())
