"""``python -m tests.messages``: print what the scan of messages catches."""

from __future__ import annotations

import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shoumi.doors.settings.test")
    django.setup()
    from tests.messages import made_up, measure

    told = measure.measured(made_up.Writer().messages())
    print("\n".join(measure.lines_of(told)))  # noqa: T201 - its one output


if __name__ == "__main__":
    main()
