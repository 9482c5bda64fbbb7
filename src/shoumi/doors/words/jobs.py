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
}
