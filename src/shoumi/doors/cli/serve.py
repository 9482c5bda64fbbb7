"""``shoumi serve``: console and portal on this machine."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from datetime import UTC, datetime

import click

from shoumi.base import clock, registry
from shoumi.base.commands import answers, options
from shoumi.base.signin import demo_login, enrolment, queries
from shoumi.base.transport import server_address, site_settings
from shoumi.base.vault import secret_files
from shoumi.core.errors import Conflict
from shoumi.core.messages import Both
from shoumi.doors import homes
from shoumi.doors.cli import _set_up_page as set_up_page
from shoumi.doors.cli import home_lock, supervisor
from shoumi.doors.server import client_address
from shoumi.doors.set_up import place

HOST, PORT = "127.0.0.1", 8000
# Tried in turn where the usual port is taken and none was asked for.
PORTS_TRIED = 20


class PortTaken(Conflict):
    """Facts: ``host``, ``port``."""

    code = "serve.port_taken"


@click.command("serve")
@click.option(
    "--host", default=HOST, help="监听的地址，默认只有本机 / Address; by default this machine."
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help=f"端口，默认 {PORT}，被占用时取下一个 / Port; by default {PORT}, or the next free one.",
)
@click.option(
    "--worker/--no-worker",
    "works",
    default=True,
    help="同时执行后台任务，默认是 / Run background work beside it; by default yes.",
)
def command(*, host: str, port: int | None, works: bool) -> None:
    """打开控制台与门户 / Serve console and portal until stopped.

    Where there is no home, a page makes one; the link to it is printed, and works once.

    A worker runs beside it and is started again when it dies; --no-worker leaves that to
    `shoumi worker` elsewhere.

    Passkeys and cookies need https or localhost.  For other machines put a proxy with a
    certificate before it, name the public host in SHOUMI_HOSTS and the proxy's address in
    SHOUMI_PROXIES, or both on the page of settings: who asks, and that it was by https, is believed
    of the proxies there alone.
    """
    folder = homes.folder()
    if place.is_free(folder):
        # Told before anything is filled in: a home that others may enter is not made.
        secret_files.make_home(folder)
    with home_lock.held(folder), supervisor.children() as started:
        place.recover(folder)
        page = None
        if place.is_free(folder):
            port = _free(host, port)
            page = set_up_page.shown(started, host, port)
        homes.start(while_sealed=True)
        holds = homes.examine(has_worker=works)
        site_settings.put_into(os.environ)
        _examine_proxies()
        public = os.environ.get("SHOUMI_HOSTS", "").split()
        port = port if page and port else _free(host, port)
        proxies = os.environ.get("SHOUMI_PROXIES", "").split()
        server_address.write_down(host, public, proxies, port=port)
        if not holds:
            _say(_ALTERED)
        _tell(f"http://localhost:{port}", is_new=page is not None)
        _serve(started, (host, port), page, works=works)


def _tell(site: str, *, is_new: bool) -> None:
    """Where it is, and the links to come in by; the page that made the home has shown its own."""
    _say(("打开 {site}", "Open {site}"), site=site)
    if homes.is_put_back():
        _say(_SEALED)
    elif clock.is_demo():
        link = f"{site}/play/{demo_login.open_stage()}"
        _say(("扮演一个人：{link}", "Play a part: {link}"), link=link)
        if page := registry.customer_page():
            words = ("一位客户收到的链接：{link}", "The link one customer got: {link}")
            _say(words, link=f"{site}{page}")
    elif not is_new and not queries.is_set_up():
        token = enrolment.setup_token(at=clock.now(), real_at=datetime.now(UTC))
        words = ("第一次打开，链接只能用一次：{link}", "The first time, good once: {link}")
        _say(words, link=f"{site}/set-up/{token}")


_ALTERED: Both = (
    "账本重算不符，已封存：页面能看，一概不办。保全现场，运行 shoumi ledger verify",
    "The ledger did not hold and is sealed: pages open and nothing is done. shoumi ledger verify",
)
_SEALED: Both = (
    "这套安装是从副本放回来的，账本还没接上，只显示封着：shoumi restore show",
    "This home was put back and is not caught up; it shows that it is sealed: shoumi restore show",
)


def _examine_proxies() -> None:
    try:
        proxies = client_address.named()
    except client_address.BadProxies as error:
        raise options.misused(
            "SHOUMI_PROXIES 里有一项不是 IP 地址或网段。",
            "SHOUMI_PROXIES names something that is no address and no network.",
        ) from error
    if os.environ.get("SHOUMI_HOSTS") and not proxies:
        _say(_NO_PROXY)


_NO_PROXY: Both = (
    "没有设置 SHOUMI_PROXIES：代理说的一概不采信，经代理不能用通行密钥登录。请写上代理的 IP 地址。",
    "SHOUMI_PROXIES is not set: nothing a proxy says is believed. Name its address.",
)


def _free(host: str, port: int | None) -> int:
    """``port``, if nobody has it; where none was asked for, the next that is free, and it is said.

    Raises:
        PortTaken
    """
    wanted = port or PORT
    for one in [wanted] if port else range(PORT, PORT + PORTS_TRIED):
        if _is_free(host, one):
            if one != wanted:
                _say(_NEXT_PORT, taken=wanted, port=one)
            return one
    raise PortTaken(host=host, port=wanted)


_NEXT_PORT: Both = (
    "端口 {taken} 已被占用，改用 {port}。",
    "Port {taken} is taken; {port} is used instead.",
)


def _is_free(host: str, port: int) -> bool:
    """The server under us shares its port with whoever asks for that, so it is asked here."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise options.misused(
                f"不能在 {host}:{port} 监听。", f"Cannot listen on {host}:{port}."
            ) from error
    return True


def _say(words: answers.Both, **facts: object) -> None:
    click.echo(answers.say(words, **facts))


def _serve(
    started: supervisor.Children,
    at: tuple[str, int],
    page: subprocess.Popen[bytes] | None,
    *,
    works: bool,
) -> None:
    """Server and worker until one of us is told to stop; a worker that dies is started again."""
    settings = {"DJANGO_SETTINGS_MODULE": "shoumi.doors.settings.web"}
    sys.stdout.flush()
    server = started.start(set_up_page.order(*at), settings)
    if page is not None:
        set_up_page.hand_over(*at, page, server)
    worker = supervisor.Kept(started, [sys.executable, "-m", "shoumi.doors.cli", "worker"])
    while server.poll() is None and not started.told_to_stop.wait(supervisor.LOOK_SECONDS):
        if works:
            worker.look()
    sys.exit(0 if started.told_to_stop.is_set() else server.returncode or 1)
