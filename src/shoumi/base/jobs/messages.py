"""Texts of jobs: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "intake.no_such_slip": Message(
        zh="等着的内容等得太久，已经删掉。",
        en="What was waiting waited too long and is gone.",
        remedy_zh="重新办理一次。",
        remedy_en="Start once more.",
    ),
    "jobs.unfit_argument": Message(
        zh="后台任务的参数 {place} 不是编号或小整数。",
        en="Argument {place} of the job is neither a reference nor a small whole number.",
        remedy_zh="传入编号，由任务自己读取内容。",
        remedy_en="Pass the reference and let the task look the thing up.",
    ),
    "jobs.lease_lost": Message(
        zh="任务已由另一个工作进程接手。",
        en="Another worker has taken the job over.",
        remedy_zh="无需处理，未提交的部分已撤回。",
        remedy_en="Nothing to do: what was not committed is rolled back.",
    ),
    "jobs.no_such_job": Message(
        zh="没有这个后台任务。",
        en="There is no such job.",
        remedy_zh="核对任务编号。",
        remedy_en="Check its reference.",
    ),
    "jobs.not_dead": Message(
        zh="任务仍在排队、运行或已完成。",
        en="The job waits, runs or is done.",
        remedy_zh="只有已放弃的任务可以重新投递。",
        remedy_en="Only a job that was given up is delivered again.",
    ),
    "jobs.try_again": Message(
        zh="任务只完成了一部分，稍后继续。",
        en="The job did part of its work and goes on later.",
        remedy_zh="无需处理，系统会自动重试。",
        remedy_en="Nothing to do: it is tried again by itself.",
    ),
    "jobs.stopped": Message(
        zh="按您的要求停下了。",
        en="It was stopped, as you asked.",
        remedy_zh="还没写入的都没有留下；可以重新开始。",
        remedy_en="What was not stored yet left nothing behind; you may start again.",
    ),
    "jobs.under_way": Message(
        zh="同一件事已经在办，还没有结束。",
        en="The same is being done already and has not ended.",
        remedy_zh="等它结束，或由交办的人停下它。",
        remedy_en="Wait until it ends, or have whoever asked for it stop it.",
    ),
    "jobs.no_such_errand": Message(
        zh="没有这件事，或者不是您交办的。",
        en="There is no such work, or you did not ask for it.",
        remedy_zh="从转让页重新办理。",
        remedy_en="Start from the deal's page.",
    ),
    "jobs.cannot_stop": Message(
        zh="停不下来：已经办完，或正办到必须一口气做完的地方。",
        en="It cannot be stopped: it has ended, or is where it must go on to the end.",
        remedy_zh="等它结束，看结果。",
        remedy_en="Wait until it ends and see the result.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "jobs.State": {
        "ready": ("待执行", "ready"),
        "running": ("执行中", "running"),
        "done": ("已完成", "done"),
        "dead": ("已放弃，须人工处理", "given up; somebody must look"),
    },
    "jobs.End": {
        "done": ("已办完", "done"),
        "refused": ("被拒绝", "refused"),
        "stopped": ("已停下", "stopped"),
    },
    "jobs.Step": {
        "reading": ("读文件", "reading the files"),
        "comparing": ("逐人比对", "comparing people"),
        "opening": ("经闸门读取", "reading through the gate"),
        "sealing": ("密封入库", "sealing into the vault"),
        "inviting": ("逐人邀请", "inviting people"),
        "preparing": ("整理数据室内容", "preparing what the room shows"),
        "writing": ("写文件", "writing files"),
        "erasing": ("销毁钥匙", "destroying keys"),
        "checking": ("逐条复查", "checking every one"),
    },
}
