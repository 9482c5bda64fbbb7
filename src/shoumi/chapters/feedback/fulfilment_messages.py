"""What is refused of the fulfilment of requests, and the names of its closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "feedback.not_restricting": Message(
        zh="这类请求不限制信息的使用。",
        en="A request of this kind lets no data rest.",
        remedy_zh="对方要求限制或拒绝处理的，另外登记一件。",
        remedy_en="Where the person asks to restrict or to stop the use, enter that as a request.",
    ),
    "feedback.still_open": Message(
        zh="请求还没有办结，限制随请求的结果而定。",
        en="The request is not closed: the restriction is decided with it.",
        remedy_zh="答复并办结这件请求。",
        remedy_en="Answer and close the request.",
    ),
    "feedback.nothing_restricted": Message(
        zh="这件请求没有正在生效的限制。",
        en="No restriction is in force by this request.",
        remedy_zh="看看是不是另一件请求。",
        remedy_en="See whether it is by another request.",
    ),
    "feedback.not_restricted": Message(
        zh="有人要求限制或拒绝处理，身份也核实了，信息却还在使用",
        en="data are in use of somebody who asked for a restriction and proved who that is",
    ),
    "feedback.not_one": Message(
        zh="这两件不能合并：要是同一位客户、核实程度相同、要的一样、都还没有答复。",
        en="They are not merged: the same customer, proved alike, asking for the same, both open.",
        remedy_zh="先核实身份；只凭姓名、电话不能合并。",
        remedy_en="Have identity proved first: a name or number joins nothing.",
    ),
    "feedback.not_merged": Message(
        zh="这件请求没有和别的合并。",
        en="It is answered by itself.",
        remedy_zh="看看是不是另一件。",
        remedy_en="See whether it is another.",
    ),
    "feedback.merged_away": Message(
        zh="这件请求和另一件合并了，在那一件里办。",
        en="It is answered with another request.",
        remedy_zh="打开合并到的那一件；或者撤销合并。",
        remedy_en="Open the one it is merged into, or undo that.",
    ),
    "feedback.too_late_to_undo": Message(
        zh="合并已过三十天，不能撤销。",
        en="It was merged more than thirty days ago.",
        remedy_zh="一起答复。",
        remedy_en="Answer them together.",
    ),
    "feedback.not_correcting": Message(
        zh="这件请求要的不是更正。",
        en="This request asks for no correction.",
        remedy_zh="先说明请求要的是什么。",
        remedy_en="Say first what it asks for.",
    ),
    "feedback.field_unfit": Message(
        zh="这个字段不能按请求更正：{field}。",
        en="That field cannot be corrected by a request: {field}.",
        remedy_zh="先在字段登记里给它“答复请求”的用途。",
        remedy_en="Give it the purpose of requests in the register of fields first.",
    ),
    "feedback.nothing_entered": Message(
        zh="还没有人填这个字段，或者已经过了一天。",
        en="Nobody entered that field, or it is more than a day ago.",
        remedy_zh="由经办人再填一次。",
        remedy_en="Whoever handles the request enters it once more.",
    ),
    "feedback.same_person": Message(
        zh="填的人不能自己确认，要另一个人再填一遍。",
        en="Who entered it does not take it as well: another person enters it too.",
        remedy_zh="请另一位能办请求的人来填。",
        remedy_en="Ask another who handles requests.",
    ),
    "feedback.entered_otherwise": Message(
        zh="两个人填的不一样，没有更正。",
        en="The two did not enter the same, so nothing is corrected.",
        remedy_zh="打开请求的记录核对，再填。",
        remedy_en="Look at the record of the request and enter it again.",
    ),
    "feedback.changed_meanwhile": Message(
        zh="核对的时候，这位客户的资料变了，没有更正。",
        en="The customer's data became others meanwhile, so nothing is corrected.",
        remedy_zh="再做一次。",
        remedy_en="Do it again.",
    ),
    "feedback.not_erasing": Message(
        zh="这件请求要的不是删除。",
        en="This request asks for no deletion.",
        remedy_zh="先说明请求要的是什么。",
        remedy_en="Say first what it asks for.",
    ),
    "feedback.nothing_erases": Message(
        zh="本系统没有装销毁一章。",
        en="No app of this home destroys.",
        remedy_zh="请运维装上。",
        remedy_en="Have it installed.",
    ),
    "feedback.kept_by_law": Message(
        zh="有 {count} 项理由不能删：法定保存期未满，或法务要求保留。",
        en="It may not be destroyed: a term of law, or legal, keeps it ({count}).",
        remedy_zh="看清单里写的理由；以“法定保存期未满”拒绝，或者等解除保留。",
        remedy_en="Look at what the list says; refuse as kept by law, or wait until it is lifted.",
    ),
    "feedback.still_held": Message(
        zh="客户的信息还没有销毁，不能按“已满足”办结。",
        en="The customer is not destroyed yet, so it is not granted.",
        remedy_zh="列入销毁，由两人见证、执行。",
        remedy_en="Order the deletion and have it witnessed and carried out.",
    ),
    "feedback.not_withdrawing": Message(
        zh="这件请求要的不是撤回同意。",
        en="This request withdraws no consent.",
        remedy_zh="先说明请求要的是什么。",
        remedy_en="Say first what it asks for.",
    ),
    "feedback.nothing_agreed": Message(
        zh="这位客户没有还有效的同意，或者选的那一项已经撤回。",
        en="No consent of that customer stands, or the one that was chosen is withdrawn.",
        remedy_zh="没有可撤回的，就这样答复并办结。",
        remedy_en="Where there is none, say so in the answer and close the request.",
    ),
    "feedback.still_agreed": Message(
        zh="这位客户还有 {count} 项同意有效，不能按“已满足”办结。",
        en="Consents of that customer still stand ({count}), so it is not granted.",
        remedy_zh="撤回同意；只要求撤回一部分的，结果选“部分满足”。",
        remedy_en="Withdraw them; where only some were to be, it is granted in part.",
    ),
    "feedback.recipients_open": Message(
        zh="还有 {count} 家接收方没有确认。",
        en="Recipients have not confirmed yet: {count}.",
        remedy_zh="催到确认；不再等的，写明原因。",
        remedy_en="Have them confirm, or write why one is waited for no longer.",
    ),
    "feedback.notice_settled": Message(
        zh="这家接收方已经答复，或者不再等了。",
        en="That recipient has answered, or is waited for no longer.",
        remedy_zh="看请求页上的接收方。",
        remedy_en="See the recipients on the page of the request.",
    ),
    "feedback.not_their_notice": Message(
        zh="这份通知是给另一方的。",
        en="That notice is to another party.",
        remedy_zh="请由那一方的人确认。",
        remedy_en="Somebody of that party confirms it.",
    ),
    "feedback.no_notice": Message(
        zh="没有这份给接收方的通知，或者链接已经用过。",
        en="There is no such notice to a recipient, or its link is spent.",
        remedy_zh="请发链接的人重新给一个。",
        remedy_en="Ask whoever handed the link over for another.",
    ),
    "feedback.unconfirmed": Message(
        zh="有接收方过了期限没有确认删除或更正",
        en="a recipient is late with its confirmation of deletion or correction",
    ),
    "feedback.closed_unconfirmed": Message(
        zh="有请求办结了，接收方却没有确认，也没有写明原因",
        en="a request is closed though a recipient has not confirmed and no reason is written",
    ),
    "feedback.not_packed": Message(
        zh="这类请求不要求提供个人信息的副本。",
        en="A request of this kind asks for no copy of anybody's data.",
        remedy_zh="对方要查阅、复制或转移的，另外登记一件。",
        remedy_en="Where the person asks for access or a copy, enter that as a request.",
    ),
    "feedback.no_package": Message(
        zh="没有可以取的副本，或者已过了可以取的日子。",
        en="No copy waits to be fetched, or the last day for it is over.",
        remedy_zh="请公司再制作一份。",
        remedy_en="Ask the company to make it once more.",
    ),
    "feedback.passphrase_wrong": Message(
        zh="口令不对。",
        en="That passphrase does not open it.",
        remedy_zh="照公司告诉您的原样再填一次。",
        remedy_en="Enter it again as the company told you.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "feedback.Wanted": {
        "DELETE": ("删除", "delete"),
        "CORRECT": ("更正", "correct"),
    },
    "feedback.Answer": {
        "DONE": ("已办", "done"),
        "NOT_HELD": ("没有这些信息", "nothing is held"),
        "KEPT_BY_LAW": ("依法保留，只存不用", "kept by law, and not used"),
    },
    "feedback.Standing": {
        "waited_for": ("等确认", "not confirmed yet"),
        "late": ("逾期没有确认", "late with its confirmation"),
        "let_go": ("没有确认，不再等", "not confirmed, and waited for no longer"),
    },
    "feedback.Ending": {
        "REFUSED": ("请求被拒绝", "the request was refused"),
        "TAKEN_BACK": ("对方收回", "taken back"),
        "AGREED": ("本人同意恢复使用", "the person agrees to the use again"),
        "RENEWED": (
            "恢复时丢失的请求重新登记了",
            "the request was lost by a restore, and is entered anew",
        ),
        "SORTED": ("请求要的是别的", "the request is for something else"),
        "WITHDRAWN": ("同意已经撤回", "the consent is withdrawn"),
        "CLOSED": ("没有要撤回的同意", "there was no consent to withdraw"),
        "NO_GROUND": ("限制的理由已消失，并告知了本人", "its ground is gone; the person was told"),
    },
}
