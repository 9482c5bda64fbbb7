"""``python -m shoumi.doors.reference FOLDER``."""

import sys
from pathlib import Path

from shoumi.doors import homes

if __name__ == "__main__":
    homes.load()
    from shoumi.doors import reference

    reference.write(Path(sys.argv[1]))
