"""``shoumi``: every command answers in words a person can read and exits 0 yes, 1 no, 2 wrong use.

Commands are loaded when they are called, so ``shoumi verify`` starts without Django, a home or a
database.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping

import click

from shoumi.core.errors import DomainError

# Name -> module below ``shoumi.doors.cli`` and whether it needs an installation.
COMMANDS: Mapping[str, tuple[str, bool]] = {
    "demo": ("demo", False),
    "scan": ("scan", False),
    "verify": ("verify", False),
    "home": ("home", False),
    "doctor": ("doctor", False),
    "doors": ("doors", True),
    "duties": ("duties", True),
    "attest": ("attest", True),
    "grace": ("grace", True),
    "person": ("person", True),
    "token": ("token", True),
    "inbox": ("inbox", True),
    "deal": ("deal", True),
    "dataset": ("dataset", True),
    "intake": ("intake", True),
    "room": ("room", True),
    "handover": ("handover", True),
    "subject": ("subject", True),
    "task": ("task", True),
    "emergency": ("emergency", True),
    "ledger": ("ledger", True),
    "approval": ("approval", True),
    "keys": ("keys", True),
    "clock": ("clock", True),
    "calendar": ("calendar", True),
    "serve": ("serve", True),
    "webhook": ("webhook", True),
    "transport": ("transport", True),
    "channel": ("channel", True),
    "worker": ("worker", True),
    "witness": ("witness", False),
    "restore": ("restore", False),
}
# What is there in a home that was put back and is sealed: to look, and to let two persons answer.
WHILE_SEALED = frozenset({"serve", "approval"})
# Where there is none it leads to one, and starts in it by itself.
MAKES_ONE = frozenset({"serve"})


class Commands(click.Group):
    """Loads a command's module when it is asked for, and puts a refusal into words.

    The commands of a chapter come from its card; each needs an installation.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS, *_of_cards()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in ("verify", "scan", "witness"):
            return _own(cmd_name)
        from shoumi.doors import homes

        homes.load()
        if cmd_name in COMMANDS:
            command, needs_home = _own(cmd_name), COMMANDS[cmd_name][1]
        elif (found := _of_cards().get(cmd_name)) is not None:
            command, needs_home = found, True
        else:
            return None
        if needs_home and cmd_name not in MAKES_ONE and not _is_help(command):
            homes.start(while_sealed=cmd_name in WHILE_SEALED)
        return command

    def invoke(self, ctx: click.Context) -> object:
        # Known before the command's own options are read: that may be refused, too.
        as_json = "--json" in ctx.args
        try:
            return super().invoke(ctx)
        except DomainError as error:
            _tell(error, as_json=as_json)
            ctx.exit(1)
        except Exception as error:
            from shoumi.base.failures import storage

            if isinstance(error, _CLICKS):
                raise
            _tell(storage.refusal(error) or _noted(error, ctx), as_json=as_json)
            ctx.exit(1)


# What click tells by itself: wrong use, an end, Ctrl-C.
_CLICKS = (click.ClickException, click.exceptions.Exit, click.Abort)


def _noted(error: Exception, ctx: click.Context) -> DomainError:
    """Write down what nobody foresaw as pages do: its place and no text of it, which may quote a
    value."""
    from shoumi.base.api.errors import Bug
    from shoumi.base.failures import error_log

    return Bug(number=error_log.write(error, door="command", place=_place(ctx)))


def _place(ctx: click.Context) -> str:
    """The words of the command; what was given to it stands nowhere."""
    noun = ctx.invoked_subcommand
    if noun is None:  # it did not come so far as to be found
        return ""
    command: click.Command | None = _own(noun) if noun in COMMANDS else _of_cards().get(noun)
    words = [noun]
    for word in sys.argv[sys.argv.index(noun) + 1 :] if noun in sys.argv else ():
        if (
            not isinstance(command, click.Group)
            or (command := command.get_command(ctx, word)) is None
        ):
            break
        words.append(word)
    return " ".join(words)


def _tell(error: DomainError, *, as_json: bool) -> None:
    from shoumi.base.commands import refusals

    refusals.tell(error, as_json=as_json)


def _own(name: str) -> click.Command:
    command: click.Command = importlib.import_module(
        f"shoumi.doors.cli.{COMMANDS[name][0]}"
    ).command
    return command


def _of_cards() -> Mapping[str, click.Command]:
    """The command groups that cards bring, by noun."""
    from shoumi.base import registry
    from shoumi.doors import homes

    homes.load()
    return {
        noun: command
        for card in registry.cards()
        if card.commands
        for noun, command in card.commands().items()
    }


def _is_help(command: click.Command) -> bool:
    """A bare ``shoumi``, ``--help`` and a group without a verb tell what there is; that needs no
    installation."""
    if len(sys.argv) < 2 or "--help" in sys.argv[1:]:
        return True
    is_mute = isinstance(command, click.Group) and not command.invoke_without_command
    return is_mute and len(sys.argv) < 3


@click.command(cls=Commands)
@click.version_option(package_name="shoumi", message="shoumi %(version)s")
def main() -> None:
    """守密 Shoumi：客户信息换手，必有缘由；每个缘由，都留凭证 / A customer's information changes
    hands only with a reason, and every reason leaves proof.

    数据在哪里 / Where things are: SHOUMI_HOME, DATABASE_URL, KEYRING_URL.
    """
