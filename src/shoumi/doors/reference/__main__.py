"""``python -m shoumi.doors.reference FOLDER CLIENT``: the pages, and the client's source."""

import sys
from pathlib import Path

from shoumi.doors import homes

if __name__ == "__main__":
    homes.load()
    from shoumi.doors import reference
    from shoumi.doors.reference import client

    # First: the pages import every module, and the client's may be missing.
    client.write(Path(sys.argv[2]))
    reference.write(Path(sys.argv[1]))
