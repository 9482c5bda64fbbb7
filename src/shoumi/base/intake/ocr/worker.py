"""The process that reads pictures: limits first, then nothing but the models.

Started by ``reader`` as ``python -I worker.py ORDER``.  Orders come in at standard input, a line
of JSON each: ``{"width", "height"}`` of the grey frame that then lies at the start of the shared
file.  Answers go out at standard output, a line of JSON each: ``{"lines": [[text, sureness] …]}``
or ``{"error": code, …}``.

The weights are those of the installed package, each examined (``weights.toml``) and named by its
path, so that none is looked for elsewhere.  One thread: several processes read several files.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import resource
import sys
import tomllib
from pathlib import Path
from typing import Any

PACKAGE = "rapidocr"
_PINNED = Path(__file__).with_name("weights.toml")
# What the libraries say when memory ran out; they have no type of their own for it.
_NO_MEMORY = ("bad_alloc", "allocate", "insufficient memory", "out of memory")


class Changed(Exception):
    """A weight is missing or not the one that was examined."""


def weights(folder: Path) -> dict[str, str]:
    """The path of each model in ``folder``, after a look at its bytes.

    Raises:
        Changed
    """
    found = {}
    for task, pinned in tomllib.loads(_PINNED.read_text(encoding="utf-8")).items():
        path = folder / pinned["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise Changed(pinned["file"]) from error
        if hashlib.sha256(content).hexdigest() != pinned["sha256"]:
            raise Changed(pinned["file"])
        found[task] = str(path)
    return found


def folder() -> Path:
    """Where the package keeps its models."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise Changed(PACKAGE)
    return Path(spec.origin).parent / "models"


class Reader:
    """The models in this process.

    Raises:
        Changed
    """

    def __init__(self, folder: Path) -> None:
        found = weights(folder)
        from shoumi.base.intake import model_runtime

        model_runtime.silence()
        import cv2
        import numpy
        from rapidocr import RapidOCR

        cv2.setNumThreads(1)
        self._numpy, self._cv2 = numpy, cv2
        params: dict[str, object] = {
            f"{task.capitalize()}.model_path": path for task, path in found.items()
        }
        params |= {
            # Unsure lines are told as such, not left out.
            "Global.text_score": 0.0,
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
        self._engine: Any = RapidOCR(params=params)

    def lines(self, grey: bytes, width: int, height: int) -> list[tuple[str, float]]:
        """The lines of a frame in grey, each with how sure it is."""
        from shoumi.base.intake.ocr.layout import Piece, lines

        frame = self._numpy.frombuffer(grey, self._numpy.uint8).reshape(height, width)
        image, record = self._engine.preprocess_img(
            self._cv2.cvtColor(frame, self._cv2.COLOR_GRAY2BGR)
        )
        boxes, turns, texts, _ = self._engine.run_ocr_steps(image, record)
        if boxes.boxes is None or not texts.txts:
            return []
        turned = [label == "180" for label, _ in turns.cls_res]
        told = zip(texts.txts, texts.scores, boxes.boxes.tolist(), turned, strict=True)
        return lines([Piece(text, float(score), box, turn) for text, score, box, turn in told])


def answered(reader: Reader, shared: int, order: dict[str, int]) -> dict[str, object]:
    """What is told of one order."""
    size = order["width"] * order["height"]
    grey = b""
    while len(grey) < size:
        if not (more := os.pread(shared, size - len(grey), len(grey))):
            return {"error": "file.broken"}
        grey += more
    try:
        return {"lines": reader.lines(grey, order["width"], order["height"])}
    except MemoryError:
        return {"error": "file.too_much_memory"}
    except Exception as error:
        if any(said in str(error).lower() for said in _NO_MEMORY):
            return {"error": "file.too_much_memory"}
        raise


def _allow(seconds: int) -> None:
    """So much processor time more, within the whole."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (min(soft, hard), hard))


def main() -> None:
    order = json.loads(sys.argv[1])
    sys.path.insert(0, order["root"])
    from shoumi.base.intake import worker

    worker.confine(**order["limits"])
    _allow(order["start_seconds"])
    with os.fdopen(0, "rb") as source, os.fdopen(1, "wb") as out:

        def tell(told: dict[str, object]) -> None:
            out.write(json.dumps(told).encode() + b"\n")
            out.flush()

        try:
            reader = Reader(folder())
        except Changed as changed:
            tell({"error": "weights", "file": str(changed)})
            return
        tell({"lines": []})  # ready
        for line in source:
            _allow(order["page_seconds"])
            tell(answered(reader, order["shared"], json.loads(line)))
    os._exit(0)


if __name__ == "__main__":
    # As a script its own folder must not shadow what it imports.
    here = str(Path(__file__).resolve().parent)
    sys.path[:] = [entry for entry in sys.path if entry != here]
    main()
