"""Words of the demo."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "demo.home_is_real": Words(
        zh="{folder} 里不是演示，演示不会动它。",
        en="{folder} does not hold a demo; a demo never touches it.",
        mend_zh="另选一个数据文件夹：`SHOUMI_HOME=某处 shoumi demo`。",
        mend_en="Name another data folder: `SHOUMI_HOME=somewhere shoumi demo`.",
    ),
    "demo.database_in_use": Words(
        zh="{variable} 指的数据库不是空的，演示不会写进去。",
        en="The database that {variable} names is not empty; a demo does not write into it.",
        mend_zh="给演示一个空数据库，或去掉 {variable}：演示用自己文件夹里的 SQLite。",
        mend_en="Give the demo an empty database, or unset {variable}: it then uses SQLite in its "
        "own folder.",
    ),
    "demo.no_files": Words(
        zh="{folder} 里没有可读的文件。",
        en="There is no file in {folder} that can be read.",
        mend_zh="放入客户名单：CSV、XLSX、XLS、ODS、Parquet、JSONL、DOCX、PDF 或 TXT。",
        mend_en="Put the customers' files there: CSV, XLSX, XLS, ODS, Parquet, JSONL, DOCX, PDF or "
        "TXT.",
    ),
}
