"""Identifiers in text against the usual engines, and rows of a Parquet file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from tests.quality.made_up import Maker

from bench.measurement import Row, paired, seconds
from shoumi.core.scan import column_verdicts, find_identifiers, profile, scan_table

_SEED = 20261125
_TODAY = date(2026, 11, 25)
_TEXTS, _TEXTS_PRESIDIO = 8_000, 100
_BYTES = 900
_ROWS = 200_000

_PROVINCES = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川贵云陕甘青蒙桂宁新藏"
# What both peers are given, by name: one expression each, without check digits and tables.
_PATTERNS = {
    "RESIDENT_ID": r"\b[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])"
    r"(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]\b",
    "USCC": r"\b[1-9ANY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10}\b",
    "BANK_CARD": r"\b[1-9]\d{12,18}\b|\b[1-9]\d{3}(?:[ -]\d{4}){3}\b",
    "MOBILE": r"(?:\+86[ -]?)?\b1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4})\b",
    "LANDLINE": r"\b0\d{2,3}-\d{7,8}\b|\b400-\d{3}-\d{4}\b",
    "EMAIL": r"[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}\b",
    "IP": r"\b\d{1,3}(?:\.\d{1,3}){3}\b",
    "MAC": r"\b[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}\b",
    "PLATE": rf"(?:{'|'.join(_PROVINCES)})[A-HJ-Z](?:·)?[A-HJ-NP-Z0-9]{{5,6}}\b",
    "PASSPORT": r"\b[EGDSP][A-HJ-NP-Z0-9]\d{7}\b",
    "PERMIT": r"\b[HMCW][A-HJ-NP-Z0-9]\d{7}\b",
    "WECHAT": r"\bwxid_[0-9a-z]{6,24}\b",
    "QQ": r"\b[1-9]\d{7,10}\b",
    "IMEI": r"\b\d{15}\b",
}


def _texts(count: int) -> list[str]:
    """Made-up texts of about 900 bytes, eight sentences each, three in four with identifiers."""
    maker = Maker(_SEED)
    made = []
    for _ in range(count):
        text = ""
        while len(text.encode()) < _BYTES - 30:
            text += maker.document().text
        made.append(text)
    return made


def _ours(texts: list[str]) -> Callable[[], None]:
    column = pa.array(texts)

    def act() -> None:
        found = find_identifiers(column, today=_TODAY)
        assert found.num_rows > len(texts)

    return act


def _presidio(texts: list[str]) -> Callable[[], None]:
    import spacy
    from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer
    from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
    from presidio_analyzer.recognizer_registry import RecognizerRegistry

    class Blank(NlpEngine):
        """A blank Chinese pipeline: its characters are the tokens."""

        def __init__(self) -> None:
            self.nlp = {"zh": spacy.blank("zh")}

        def load(self) -> None:
            pass

        def is_loaded(self) -> bool:
            return True

        def process_text(self, text: str, language: str) -> NlpArtifacts:
            doc = self.nlp[language](text)
            words = [token.text for token in doc]
            places = [token.idx for token in doc]
            return NlpArtifacts([], doc, places, words, self, language)

        def process_batch(self, texts: Any, language: str, **_: Any) -> Any:
            return ((text, self.process_text(text, language)) for text in texts)

        def is_stopword(self, word: str, language: str) -> bool:
            return False

        def is_punct(self, word: str, language: str) -> bool:
            return False

        def get_supported_entities(self) -> list[str]:
            return []

        def get_supported_languages(self) -> list[str]:
            return ["zh"]

    registry = RecognizerRegistry(supported_languages=["zh"])
    for name, pattern in _PATTERNS.items():
        registry.add_recognizer(
            PatternRecognizer(name, patterns=[Pattern(name, pattern, 0.5)], supported_language="zh")
        )
    engine = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["zh"])

    def act() -> None:
        assert sum(len(engine.analyze(text, "zh")) for text in texts)

    return act


def scan_text_presidio() -> Row:
    texts = _texts(_TEXTS)
    few = texts[:_TEXTS_PRESIDIO]
    mine, other = paired(_ours(texts), _presidio(few), rounds=3, cpu=True)
    size, small = (sum(len(text.encode()) for text in held) / 1e6 for held in (texts, few))
    return Row(
        key="scan_text_presidio",
        name="identifiers in Chinese text of about 900 bytes",
        ours=size / mine,
        unit="MB/s",
        peer="presidio-analyzer",
        theirs=small / other,
        target=100,
        note=f"ours: find_identifiers over an Arrow column of {_TEXTS} texts, 17 labels with check "
        "digits, tables, words near by and grades, offsets in code points as Arrow columns; "
        f"theirs: analyze() of {_TEXTS_PRESIDIO} of the same texts, a blank Chinese pipeline and "
        f"{len(_PATTERNS)} pattern recognisers, no check digits, no context words; CPU time",
    )


def _hyperscan(texts: list[str], *, code_points: bool) -> Callable[[], None]:
    import hyperscan

    raw = [text.encode() for text in texts]
    database = hyperscan.Database()
    database.compile(
        expressions=[pattern.encode() for pattern in _PATTERNS.values()],
        ids=list(range(len(_PATTERNS))),
        elements=len(_PATTERNS),
        flags=[hyperscan.HS_FLAG_SOM_LEFTMOST] * len(_PATTERNS),
    )

    def act() -> None:
        spans: list[tuple[int, int, int, int]] = []

        def found(which: int, start: int, end: int, _flags: int, place: int) -> None:
            if code_points:
                start, end = (len(raw[place][:at].decode()) for at in (start, end))
            spans.append((place, which, start, end))

        for place, text in enumerate(raw):
            database.scan(text, match_event_handler=found, context=place)
        assert len(spans) > len(texts)

    return act


def scan_text_hyperscan() -> Row:
    texts = _texts(_TEXTS)
    ours = _ours(texts)
    mine, other = paired(ours, _hyperscan(texts, code_points=True), cpu=True)
    again, in_bytes = paired(ours, _hyperscan(texts, code_points=False), cpu=True)
    size = sum(len(text.encode()) for text in texts) / 1e6
    return Row(
        key="scan_text_hyperscan",
        name="identifiers in Chinese text of about 900 bytes",
        ours=size / mine,
        unit="MB/s",
        peer="hyperscan, spans in Python",
        theirs=size / other,
        target=3,
        note="ours: find_identifiers over an Arrow column, 17 labels with check digits, tables, "
        f"words near by and grades; theirs: {len(_PATTERNS)} patterns with the start of matches, "
        "one scan() a text, a call-back that keeps (text, pattern, start, end) in code points as "
        "ours are; with offsets left in bytes theirs is "
        f"{size / in_bytes:.0f} MB/s beside {size / again:.0f} of ours; CPU time",
    )


def _table(rows: int) -> pa.Table:
    """Nine columns of personal information, eleven of numbers, dates and short words."""
    maker = Maker(_SEED)
    rnd = maker.rnd
    every = range(rows)

    def days(first: int, span: int) -> list[date]:
        return [date(first, 1, 1) + timedelta(days=rnd.randrange(span)) for _ in every]

    return pa.table(
        {
            "客户编号": [f"K{number:07d}" for number in every],
            "姓名": [maker.person() for _ in every],
            "身份证号": [maker.identity("990000") for _ in every],
            "手机": [f"1540000{maker.digits(4)}" for _ in every],
            "电子邮箱": [f"user{number}@corp.example.com" for number in every],
            "住址": [maker.value("ADDRESS") for _ in every],
            "银行卡号": [maker.value("BANK_CARD").replace(" ", "") for _ in every],
            "出生日期": days(1950, 20_000),
            "车牌": [maker.value("PLATE") for _ in every],
            "订单金额": [rnd.randrange(1_000_000) / 100 for _ in every],
            "件数": [rnd.randrange(100) for _ in every],
            "状态": rnd.choices(["已完成", "待付款", "已取消", "退款中"], k=rows),
            "品类": rnd.choices(["保洁", "擦窗", "维修", "搬家", "月嫂", "养护"], k=rows),
            "下单日期": days(2020, 2_000),
            "评分": [rnd.randrange(1, 6) for _ in every],
            "订单号": [maker.digits(16) for _ in every],
            "渠道": rnd.choices(["app", "web", "shop", "phone"], k=rows),
            "里程": [rnd.random() * 100 for _ in every],
            "已开票": [rnd.random() < 0.5 for _ in every],
            "积分": [rnd.randrange(100_000) for _ in every],
        }
    )


def scan_rows_s() -> Row:
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "people.parquet"
        pq.write_table(_table(_ROWS), path)

        def read() -> pa.Table:
            return pq.read_table(path, use_threads=False)

        def ours() -> None:
            table = read()
            counts = scan_table(table, today=_TODAY)
            assert len(column_verdicts(counts, profile(table))) >= 7

        mine, decode = paired(ours, read, cpu=True)
        few = read().slice(0, 500)
        old = seconds(lambda: scan_table(few, today=_TODAY), cpu=True)
    return Row(
        key="scan_rows_s",
        name="rows of 20 columns from a Parquet file, counted and judged",
        ours=_ROWS / mine,
        unit="rows/s",
        peer="reading the file alone",
        theirs=_ROWS / decode,
        target=600_000,
        note=f"one core, CPU time, {_ROWS} rows: read, scan_table, profile and verdicts of "
        "identifiers, names and addresses; cells that repeat are read once (10,000 of the phones "
        "differ); theirs reads the same file into Arrow and looks at "
        f"nothing; without the kernel 500 rows take {old:.2f} s",
        is_limit=True,
    )


ROWS = {
    "scan_text_presidio": scan_text_presidio,
    "scan_text_hyperscan": scan_text_hyperscan,
    "scan_rows_s": scan_rows_s,
}
