"""Texts of the command line: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "demo.home_is_real": Message(
        zh="{folder} 里不是演示，演示不会动它。",
        en="{folder} does not hold a demo; a demo never touches it.",
        remedy_zh="另选一个数据文件夹：`SHOUMI_HOME=某处 shoumi demo`。",
        remedy_en="Name another data folder: `SHOUMI_HOME=somewhere shoumi demo`.",
    ),
    "demo.database_in_use": Message(
        zh="{variable} 指的数据库不是空的，演示不会写进去。",
        en="The database that {variable} names is not empty; a demo does not write into it.",
        remedy_zh="给演示一个空数据库，或去掉 {variable}：演示用自己文件夹里的 SQLite。",
        remedy_en="Give the demo an empty database, or unset {variable}: it then uses SQLite in "
        "its own folder.",
    ),
    "cli.no_such_subject": Message(
        zh="没有这个人。",
        en="There is no such person.",
        remedy_zh="编号见 `shoumi subject list`。",
        remedy_en="See the references with `shoumi subject list`.",
    ),
    "scan.line_unreadable": Message(
        zh="第 {line} 行不是带有 id 与 text 的 JSON 对象。",
        en="Line {line} is not a JSON object with id and text.",
        remedy_zh='每行写成 {{"id": …, "text": …}}，编码为 UTF-8。',
        remedy_en='Write each line as {{"id": …, "text": …}}, in UTF-8.',
    ),
    "scan.text_unreadable": Message(
        zh="标准输入不是 UTF-8 文本。",
        en="Standard input is not UTF-8 text.",
        remedy_zh="请转换为 UTF-8，或用 --format 指明文件格式。",
        remedy_en="Convert it to UTF-8, or name the format with --format.",
    ),
    "scan.reading_lost": Message(
        zh="读取 {place} 的进程被终止（信号 {signal}），这个文件没有读到；其他文件不受影响。",
        en="The process reading {place} was ended (signal {signal}); the other files were read.",
        remedy_zh="请检查内存是否足够、是否有人终止了进程，然后单独重扫这个文件。",
        remedy_en="See whether memory ran out or somebody ended it, then scan this file again.",
    ),
    "scan.cannot_redact": Message(
        zh="{format} 格式不能写出打码副本。",
        en="No masked copy can be written in the format {format}.",
        remedy_zh="可写出 csv、xlsx、jsonl、txt；其他文件请先转换。",
        remedy_en="csv, xlsx, jsonl and txt can be written; convert the file first.",
    ),
    "scan.would_overwrite": Message(
        zh="文件 {place} 已存在，不会被覆盖。",
        en="The file {place} exists already and is not overwritten.",
        remedy_zh="请换一个文件名，或先移走原文件。",
        remedy_en="Choose another name, or move the file away first.",
    ),
    "scan.one_file_at_a_time": Message(
        zh="打码副本一次只能写一个文件，收到 {count} 个。",
        en="A masked copy is written of one file at a time; {count} were given.",
        remedy_zh="请逐个文件运行。",
        remedy_en="Run it once for each file.",
    ),
    "serve.home_served": Message(
        zh="另一个进程正在为这个数据目录提供服务。",
        en="Another process serves this data folder already.",
        remedy_zh="用那一个，或先停下它，或用 SHOUMI_HOME 指定别的目录。",
        remedy_en="Use that one, stop it first, or name another folder in SHOUMI_HOME.",
    ),
    "serve.port_taken": Message(
        zh="{host} 的端口 {port} 已被别的程序占用。",
        en="Port {port} on {host} is taken by another program.",
        remedy_zh="停下那个程序，或用 --port 指定别的端口。",
        remedy_en="Stop that program, or name another port with --port.",
    ),
}
