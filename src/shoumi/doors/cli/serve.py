"""``shoumi serve``: console and portal on this machine."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

from shoumi.base import clock
from shoumi.base.commands import answers
from shoumi.base.signin import demo_login, enrolment, queries
from shoumi.doors import homes
from shoumi.doors.cli import supervisor

HOST, PORT = "127.0.0.1", 8000
# Threads that may wait for the database at the same time; live progress holds one each.
THREADS = 16
# Connections that may be open.  A browser keeps six, idle for half a minute, and granian counts
# those under what it calls backpressure; as many as threads, and a third reader's would wait.
CONNECTIONS = 1024


@click.command("serve")
@click.option(
    "--host", default=HOST, help="监听的地址，默认只有本机 / Address; by default this machine."
)
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--worker/--no-worker",
    "works",
    default=True,
    help="同时执行后台任务，默认是 / Run background work beside it; by default yes.",
)
def command(*, host: str, port: int, works: bool) -> None:
    """打开控制台与门户 / Serve console and portal until stopped.

    A worker runs beside it and is started again when it dies; --no-worker leaves that to
    `shoumi worker` elsewhere.

    Passkeys and cookies need https or localhost.  For other machines put a proxy with a
    certificate before it and name the public host in SHOUMI_HOSTS.
    """
    homes.examine()
    site = f"http://localhost:{port}"
    _say(("打开 {site}", "Open {site}"), site=site)
    if clock.is_demo():
        link = f"{site}/play/{demo_login.open_stage()}"
        _say(("扮演一个人：{link}", "Play a part: {link}"), link=link)
    elif not queries.is_set_up():
        token = enrolment.setup_token(at=clock.now(), real_at=datetime.now(UTC))
        words = ("第一次打开，链接只能用一次：{link}", "The first time, good once: {link}")
        _say(words, link=f"{site}/set-up/{token}")
    _serve(host, port, works=works)


def _say(words: answers.Both, **facts: object) -> None:
    click.echo(answers.say(words, **facts))


def _serve(host: str, port: int, *, works: bool) -> None:
    """Server and worker until one of us is told to stop; a worker that dies is started again."""
    settings = {"DJANGO_SETTINGS_MODULE": "shoumi.doors.settings.web"}
    site = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1"]
    site += ["--host", host, "--port", str(port), "--no-ws", "--log-level", "warning"]
    site += ["--blocking-threads", str(THREADS), "--backpressure", str(CONNECTIONS)]
    site += ["--factory", "shoumi.doors.web.wsgi:application"]
    sys.stdout.flush()
    with supervisor.children() as started:
        server = started.start(site, settings)
        worker = supervisor.Kept(started, [sys.executable, "-m", "shoumi.doors.cli", "worker"])
        while server.poll() is None and not started.told_to_stop.wait(supervisor.LOOK_SECONDS):
            if works:
                worker.look()
    sys.exit(0 if started.told_to_stop.is_set() else server.returncode or 1)
