"""Words of the command line itself."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "cli.no_such_name": Words(
        zh="没有叫这个名字的。",
        en="Nothing has that name.",
        mend_zh="核对写法；人员见 `shoumi person list`，当事方和数据集见 `shoumi deal show`。",
        mend_en="Check the spelling: `shoumi person list`, and `shoumi deal show` for parties "
        "and data sets.",
    ),
    "cli.several_meant": Words(
        zh="这个名字有 {count} 个：{refs}。",
        en="{count} have that name: {refs}.",
        mend_zh="改用编号。",
        mend_en="Give the reference instead.",
    ),
    "cli.no_such_subject": Words(
        zh="没有这个人。",
        en="There is no such person.",
        mend_zh="编号见 `shoumi subject list`。",
        mend_en="See the references with `shoumi subject list`.",
    ),
    "cli.file_unfit": Words(
        zh="{place} 读不成所需的内容。",
        en="{place} cannot be read as what is wanted here.",
        mend_zh="按 --help 所列的列名和写法改正。",
        mend_en="Mend it after the columns and spellings in --help.",
    ),
    "cli.file_there": Words(
        zh="{name} 已经存在，不覆盖。",
        en="{name} is there already and is not written over.",
        mend_zh="换一个文件名。",
        mend_en="Give another name.",
    ),
    "cli.no_campaign": Words(
        zh="这次转让还没有告知或征求过任何人，因此不能交付。",
        en="Nobody was told or asked in this deal, so nothing may leave.",
        mend_zh="先完成告知：shoumi campaign。",
        mend_en="Run the campaign first: shoumi campaign.",
    ),
}
