"""ONNX Runtime, which computes the models, without what it would tell its maker.

Since 1.29 the binaries for Linux record each process and each model that is loaded, with a number
of the machine, keep that under the home folder of the user, and send it away over the network; on
by default.  ``ORT_DISABLE_TELEMETRY`` is the maker's switch: nothing is recorded, kept or sent.  It
is read once, as the library is loaded, and cannot be turned off afterwards.

Source: microsoft/onnxruntime, pull requests 27379 and 29843.
"""

from __future__ import annotations

import os

SWITCH = "ORT_DISABLE_TELEMETRY"


def silence() -> None:
    """Before the library is imported, in each process that imports it, by whatever route."""
    os.environ[SWITCH] = "1"
