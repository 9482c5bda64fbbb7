"""What the scan's refusals say."""

from __future__ import annotations

from shoumi.doors.words.kinds import Words

WORDS: dict[str, Words] = {
    "scan.line_unreadable": Words(
        zh="第 {line} 行不是带有 id 与 text 的 JSON 对象。",
        en="Line {line} is not a JSON object with id and text.",
        mend_zh='每行写成 {{"id": …, "text": …}}，编码为 UTF-8。',
        mend_en='Write each line as {{"id": …, "text": …}}, in UTF-8.',
    ),
    "scan.text_unreadable": Words(
        zh="标准输入不是 UTF-8 文本。",
        en="Standard input is not UTF-8 text.",
        mend_zh="请转换为 UTF-8，或用 --format 指明文件格式。",
        mend_en="Convert it to UTF-8, or name the format with --format.",
    ),
    "scan.cannot_redact": Words(
        zh="{format} 格式不能写出打码副本。",
        en="No masked copy can be written in the format {format}.",
        mend_zh="可写出 csv、xlsx、jsonl、txt；其他文件请先转换。",
        mend_en="csv, xlsx, jsonl and txt can be written; convert the file first.",
    ),
    "scan.would_overwrite": Words(
        zh="文件 {place} 已存在，不会被覆盖。",
        en="The file {place} exists already and is not overwritten.",
        mend_zh="请换一个文件名，或先移走原文件。",
        mend_en="Choose another name, or move the file away first.",
    ),
    "scan.one_file_at_a_time": Words(
        zh="打码副本一次只能写一个文件，收到 {count} 个。",
        en="A masked copy is written of one file at a time; {count} were given.",
        mend_zh="请逐个文件运行。",
        mend_en="Run it once for each file.",
    ),
}
