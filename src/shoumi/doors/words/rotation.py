"""Words of the rotation of keys."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "vault.moved_on": Words(
        zh="密钥轮换期间，这份内容刚刚被重新加密。",
        en="This was sealed anew a moment ago by a rotation of keys.",
        mend_zh="请再试一次。",
        mend_en="Try again.",
    ),
    "rotation.at_work": Words(
        zh="另一个进程正在更换密钥。",
        en="Another process is rotating keys right now.",
        mend_zh="等它做完后再试；进度见 shoumi keys list。",
        mend_en="Wait until it is done; shoumi keys list tells how far it came.",
    ),
    "rotation.nothing": Words(
        zh="没有这样的密钥可以更换。",
        en="There is no such key to rotate.",
        mend_zh="用 shoumi keys list 核对转让和字段。",
        mend_en="Check deal and field with shoumi keys list.",
    ),
    "rotation.same_suite": Words(
        zh="全部内容已经使用套件 {suite}。",
        en="Everything is in suite {suite} already.",
        mend_zh="无需处理；如需换成另一套件，请指定 --to。",
        mend_en="Nothing to do; name another suite with --to.",
    ),
    "rotation.in_use": Words(
        zh="还有 {count} 把密钥由这把密钥保护，不能销毁它。",
        en="Keys still hang on this key ({count}), so it is not destroyed.",
        mend_zh="先销毁这笔转让中的个人信息，或改用 shoumi keys rotate。",
        mend_en="Destroy what is held under the deal first, or use shoumi keys rotate.",
    ),
    "rotation.unfinished": Words(
        zh="还有 {count} 项暂时不能更换(例如正在进行的导入),旧密钥保留。",
        en="{count} cannot be moved yet (an import that runs, for one); the old key stays.",
        mend_zh="无需处理，后台任务会继续；导入若已中断，请先运行 shoumi doctor --sweep。",
        mend_en="Nothing to do, the worker goes on; "
        "after a broken import run shoumi doctor --sweep.",
    ),
}
