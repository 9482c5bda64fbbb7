"""Words of a plan that holds no more when it is to be taken in."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "intake.no_such_data_set": Words(
        zh="本次转让没有这个数据集。",
        en="The deal has no such data set.",
        mend_zh="先用 `shoumi deal dataset` 登记。",
        mend_en="Add it first with `shoumi deal dataset`.",
    ),
    "intake.file_changed": Words(
        zh="{place} 在制定计划之后改变了。没有写入任何内容。",
        en="{place} has changed since the plan was made.  Nothing was written.",
        mend_zh="重新制定计划，核对后再导入。",
        mend_en="Make the plan again, look at it, and import.",
    ),
    "intake.register_changed": Words(
        zh="制定计划之后，字段登记表改变了。没有写入任何内容。",
        en="The field register has changed since the plan was made.  Nothing was written.",
        mend_zh="按现行登记表重新制定计划。",
        mend_en="Make the plan again with the register in force.",
    ),
    "intake.people_changed": Words(
        zh="制定计划之后，数据集中的人有了变化，或计划没有与已有的人比较。没有写入任何内容。",
        en="The people of the data set have changed since the plan was made, or it did not look at "
        "them.  Nothing was written.",
        mend_zh="与已有的人比较，重新制定计划，以免重复或覆盖。",
        mend_en="Make the plan again against who is held: nobody may be doubled or overwritten.",
    ),
    "intake.reads_too_little": Words(
        zh="比较时没有读取这些字段：{fields}；更新会丢失其中的内容。",
        en="The comparison does not read the fields {fields}; an update would lose what they hold.",
        mend_zh="打开包含登记表全部字段的任务。",
        mend_en="Open a task for all fields of the register.",
    ),
}
