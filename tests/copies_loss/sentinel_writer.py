"""``python -m tests.copies_loss.sentinel_writer OFFICER SECONDS FILE``: somebody enrols a person
every so many seconds, and writes down when, once it is committed."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from shoumi.doors import homes


def main(officer: str, seconds: float, file: Path) -> None:
    homes.start()
    from shoumi.base.accounts import services as accounts
    from shoumi.base.accounts.rules import Kind
    from shoumi.core.refs import Ref

    with file.open("a", encoding="ascii", buffering=1) as told:
        while True:
            at = time.time()
            made = accounts.enrol(
                name="陈示例", kind=Kind.STAFF, actor=Ref(officer), at=datetime.now(UTC)
            )
            told.write(f"{at} {made.ref}\n")
            time.sleep(max(0.0, seconds - (time.time() - at)))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), Path(sys.argv[3]))
