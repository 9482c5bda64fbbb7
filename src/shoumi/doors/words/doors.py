"""Words of the command line, and of the reasons its tables show."""

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
    "check.too_large": Words(
        zh="文件太大，没有核对。",
        en="The paper is too large and was not checked.",
        mend_zh="用独立的核验程序在自己的电脑上核对。",
        mend_en="Check it on your own machine with the stand-alone verifier.",
    ),
    "check.not_a_paper": Words(
        zh="这不是回执、证明或卷宗。",
        en="This is not a receipt, a certificate or a dossier.",
        mend_zh="选 .jsonld、.pdf 或 .zip 文件。",
        mend_en="Choose a .jsonld, .pdf or .zip file.",
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
    # Why a condition or a demand does not hold: told in tables, so half a sentence.
    "deal.not_filed": Words(zh="尚未归档", en="not on file"),
    "deal.milestone_not_done": Words(zh="该里程碑尚未完成", en="that milestone is not done"),
    "deal.milestone_not_open": Words(zh="该里程碑尚未打开", en="that milestone is not open"),
    "deal.holder_may_still_answer": Words(zh="有股东仍在答复期内", en="a holder may still answer"),
    "deal.creditor_may_still_claim": Words(zh="债权申报期未满", en="a creditor may still claim"),
    "deal.expired_left": Words(
        zh="还有保存期限已过的人", en="people past retention are still held"
    ),
    "deal.no_individual_seller": Words(zh="没有自然人转让方", en="no natural person sells"),
    "deal.no_other_holder": Words(zh="没有其他股东", en="there is no other holder"),
    "deal.request_open": Words(zh="有个人的请求尚未办结", en="a person's request is open"),
    "condition.unknown": Words(zh="没有功能说明这一条件", en="nothing states this condition"),
    "condition.broke": Words(zh="这一条件无法查明", en="this condition could not be found out"),
    "agreement.none_in_force": Words(zh="没有生效的保密协议", en="no agreement is in force"),
    "agreement.none_yet": Words(zh="还没有保密协议", en="there is no agreement yet"),
    "agreement.no_compensation": Words(
        zh="有协议没有约定赔偿", en="an agreement has no compensation"
    ),
    "pipia.not_approved": Words(zh="影响评估尚未批准", en="the assessment is not approved"),
    "pipia.none_yet": Words(zh="还没有影响评估", en="there is no assessment yet"),
    "pipia.stale": Words(zh="影响评估已过时", en="the assessment is stale"),
    "campaign.not_prepared": Words(zh="告知尚未准备", en="the campaign is not prepared"),
    "campaign.not_closed": Words(zh="告知尚未结束", en="the campaign is not closed"),
    "campaign.never_opened": Words(zh="告知从未开始", en="the campaign was never opened"),
    "campaign.none_yet": Words(zh="还没有告知", en="there is no campaign yet"),
    "campaign.undecided": Words(zh="有人的送达情况未定", en="for somebody delivery is undecided"),
    "consent.child_alone": Words(zh="有儿童自己作了答复", en="a child answered alone"),
    "consent.without_notice": Words(zh="有同意没有对应的告知文本", en="a consent has no notice"),
    "subject.none_yet": Words(zh="还没有客户资料", en="nobody is held yet"),
    "subject.not_sealed": Words(zh="有记录不是密封的", en="a record is not a sealed envelope"),
    "gate.lets_strangers_in": Words(
        zh="闸门自检没有拒绝陌生人", en="the gate's self-test did not refuse a stranger"
    ),
    "destruction.none_yet": Words(zh="还没有销毁", en="nothing was destroyed yet"),
    "destruction.no_certificate": Words(zh="有销毁没有证明", en="a destruction has no certificate"),
    "destruction.unfinished": Words(zh="有销毁没有做完", en="a destruction is unfinished"),
    "destruction.retention_over": Words(
        zh="有人的保存期限已过", en="somebody is kept past retention"
    ),
    "destruction.recipients_unknown": Words(
        zh="没有登记应交证明的接收方", en="no recipient is noted that owes a certificate"
    ),
    "destruction.recipient_outstanding": Words(
        zh="有接收方尚未交证明", en="a recipient still owes its certificate"
    ),
    "handover.not_received": Words(zh="接收方尚未签收", en="the recipient has not received it"),
    "policy.none_in_force": Words(zh="没有生效的政策", en="no policy is in force"),
    "room.no_reviewers": Words(zh="净室没有指定审阅人", en="the clean room names no reviewers"),
    "room.still_full": Words(
        zh="数据室展示过的内容尚未销毁",
        en="what a room showed is not destroyed yet",
    ),
    "room.still_open": Words(zh="有数据室未关闭", en="a room is still open"),
    "teaser.not_clean": Words(zh="公开摘要未通过扫描", en="the public summary is not clean"),
}
