"""``python -m shoumi.doors.tests.faults.reader``: try to see one person, in a process of its own,
and print as JSON whether anybody was seen, why not, and how many seconds the answer took."""

from __future__ import annotations

import json
import sys
import time

from shoumi.doors import homes


def main():
    homes.load()
    from shoumi.base import clock
    from shoumi.base.subjects.models import State, Subject
    from shoumi.core.refs import Ref
    from shoumi.doors.tests.faults import rotations

    begun = time.monotonic()
    try:
        held = Subject.objects.filter(state=State.ACTIVE).order_by("ref")
        found, refused = bool(rotations.read(Ref(held[0].ref), clock.now())), ""
    except Exception as error:  # noqa: BLE001 - whatever stops it
        found, refused = False, getattr(error, "code", type(error).__name__)
    told = {"opened": found, "refused": refused, "seconds": time.monotonic() - begun}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
