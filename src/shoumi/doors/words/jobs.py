"""Words of background work."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "jobs.unfit_argument": Words(
        zh="后台任务的参数 {place} 不是编号或小整数。",
        en="Argument {place} of the job is neither a reference nor a small whole number.",
        mend_zh="传入编号，由任务自己读取内容。",
        mend_en="Pass the reference and let the task look the thing up.",
    ),
    "jobs.lease_lost": Words(
        zh="任务已由另一个工作进程接手。",
        en="Another worker has taken the job over.",
        mend_zh="无需处理，未提交的部分已撤回。",
        mend_en="Nothing to do: what was not committed is rolled back.",
    ),
    "jobs.no_such_job": Words(
        zh="没有这个后台任务。",
        en="There is no such job.",
        mend_zh="核对任务编号。",
        mend_en="Check its reference.",
    ),
    "jobs.not_dead": Words(
        zh="任务仍在排队、运行或已完成。",
        en="The job waits, runs or is done.",
        mend_zh="只有已放弃的任务可以重新投递。",
        mend_en="Only a job that was given up is delivered again.",
    ),
    "jobs.try_again": Words(
        zh="任务只完成了一部分，稍后继续。",
        en="The job did part of its work and goes on later.",
        mend_zh="无需处理，系统会自动重试。",
        mend_en="Nothing to do: it is tried again by itself.",
    ),
    "jobs.stopped": Words(
        zh="按您的要求停下了。",
        en="It was stopped, as you asked.",
        mend_zh="还没写入的都没有留下；可以重新开始。",
        mend_en="What was not stored yet left nothing behind; you may start again.",
    ),
    "jobs.under_way": Words(
        zh="同一件事已经在办，还没有结束。",
        en="The same is being done already and has not ended.",
        mend_zh="等它结束，或由交办的人停下它。",
        mend_en="Wait until it ends, or have whoever asked for it stop it.",
    ),
    "jobs.no_such_errand": Words(
        zh="没有这件事，或者不是您交办的。",
        en="There is no such work, or you did not ask for it.",
        mend_zh="从转让页重新办理。",
        mend_en="Start from the deal's page.",
    ),
    "jobs.cannot_stop": Words(
        zh="停不下来：已经办完，或正办到必须一口气做完的地方。",
        en="It cannot be stopped: it has ended, or is where it must go on to the end.",
        mend_zh="等它结束，看结果。",
        mend_en="Wait until it ends and see the result.",
    ),
}
