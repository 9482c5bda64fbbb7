"""Words of the demo."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "demo.home_is_real": Words(
        zh="{folder} 里不是演示，演示不会动它。",
        en="{folder} does not hold a demo; a demo never touches it.",
        mend_zh="另选一个数据文件夹：`SHOUMI_HOME=某处 shoumi demo`。",
        mend_en="Name another data folder: `SHOUMI_HOME=somewhere shoumi demo`.",
    ),
    "demo.no_files": Words(
        zh="{folder} 里没有可读的文件。", en="There is no file in {folder} that can be read."
    ),
}
