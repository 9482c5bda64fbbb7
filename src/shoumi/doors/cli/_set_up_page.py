"""The set-up page as a process beside ``serve``, until there is a home and its server answers."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time

import click

from shoumi.base.commands import answers
from shoumi.base.signin import tokens
from shoumi.base.signin.tokens import Use
from shoumi.core.messages import Both
from shoumi.doors import homes
from shoumi.doors.cli import supervisor
from shoumi.doors.set_up import place

_FIRST: Both = (
    "这里还没有安装。用这个链接建立，只能用一次，一天之内有效：{link}",
    "There is no home here. Make one by this link, good once and for a day: {link}",
)
_ELSEWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where one asks, not listens
_PATIENCE = 60.0
_OK = 200


def order(host: str, port: int) -> list[str]:
    """How a server is started."""
    return [sys.executable, "-m", "shoumi.doors.server", host, str(port)]


def shown(started: supervisor.Children, host: str, port: int) -> subprocess.Popen[bytes]:
    """Show the page, print the link to it, and wait until it has made a home.

    Raises:
        SystemExit: it was told to stop before that, or died.
    """
    token = tokens.make()
    link = f"http://localhost:{port}/set-up/{token}"
    page = started.start(
        order(host, port),
        {
            "DJANGO_SETTINGS_MODULE": "shoumi.doors.settings.set_up",
            place.LINK_DIGEST: tokens.digest(token, Use.SETUP),
        },
    )
    click.echo(answers.say(_FIRST, link=link))
    sys.stdout.flush()
    while page.poll() is None and not started.told_to_stop.wait(supervisor.LOOK_SECONDS):
        if place.is_settled(homes.folder()):
            return page
    sys.exit(0 if started.told_to_stop.is_set() else page.returncode or 1)


def hand_over(
    host: str, port: int, page: subprocess.Popen[bytes], server: subprocess.Popen[bytes]
) -> None:
    """End the page once the server beside it, at the same port, answers; whoever asks before that
    is told to wait."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        if _answers(_ELSEWHERE.get(host, host), port):
            break
        time.sleep(0.2)
    page.terminate()


def _answers(host: str, port: int) -> bool:
    asked = http.client.HTTPConnection(host, port, timeout=5)
    try:
        asked.request("HEAD", "/sign-in", headers={"Host": f"localhost:{port}"})
        return asked.getresponse().status == _OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
