"""What a notice says: its reasons, what was not recognised, and who sent it."""

from itertools import permutations

import pytest

from bot.core.events import said
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import State
from bot.core.texts.diagnosis import diagnose
from bot.core.texts.understanding import understand
from bot.search import Part
from tests.core.sample import NOW
from tests.core.talking import FOUR, UNSYNCED, shown, turn


def test_a_reason_is_certain_or_shown_as_not_recognised(knowledge: Knowledge) -> None:
    text = "退回：1、域名未实名认证；2、星际护照丢失"
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert found.reasons == (UNSYNCED,)
    (unclear,) = found.unclear
    assert "星际护照" in unclear.text


POLITE = (
    "发件人：阿里云备案中心\n尊敬的用户：\n您提交的备案申请经初审未通过，请您根据驳回原因修改后重新提交。\n"
    "修改期间请勿关闭负责人手机。\n修改后请再次核对全部信息。\n请确保上传的证件在有效期内。\n"
    "请确保填写的地址详细到门牌号。\n请确保网站在审核期间处于关闭状态。\n请确保域名解析已经停止。\n请不要重复提交订单。\n"
)


@pytest.mark.parametrize("heading", ["驳回原因如下：\n", "审核意见：\n", "具体原因：", "Reasons:\n"])
@pytest.mark.parametrize("before", [POLITE, POLITE * 3, "请您按时登录系统查看进度。\n" * 400])
def test_what_any_notice_says_before_its_reasons_is_none_of_them(
    knowledge: Knowledge, before: str, heading: str
) -> None:
    text = f"【阿里云】您的备案被驳回。\n{before}{heading}{FOUR}"
    state, result = turn(State(), said(text), knowledge)
    (attempt,) = state.loose
    assert (len(attempt.reasons), attempt.unclear, attempt.provider) == (4, (), "aliyun")
    assert sum(len(reply.buttons) for reply in result.replies if isinstance(reply, Screen)) <= 10


def test_what_of_a_long_notice_is_not_read_is_said(knowledge: Knowledge) -> None:
    filler = "".join(
        f"（{number}）请仔细核对第{number}项内容是否填写正确，并保持与证件一致。\n" for number in range(1, 90)
    )
    first, last = FOUR.split("3、")
    state, result = turn(State(), said(f"您的备案被驳回，原因如下：\n{first}{filler}3、{last}"), knowledge)
    assert len(state.loose[0].reasons) == 4, "what looks like a reason is read before what does not"
    assert "没看的从「请仔细核对第" in shown(result)
    _, result = turn(State(), said(f"您的备案被驳回，原因如下：\n{FOUR}"), knowledge)
    assert "没看的从" not in shown(result)
    state, result = turn(state, said(f"{filler[:300]}\n5、营业执照图片不清晰\n6、通信地址不详细"), knowledge, minutes=1)
    assert len(state.loose[0].reasons) == 6, "the rest may be sent alone"


@pytest.mark.parametrize(
    ("text", "provider"),
    [
        ("【騰訊雲】您的備案初審未通過：身份證反光", "tencent"),
        ("備案退回（華為雲）：網站名稱不規範", "huawei"),
        ("【新网】备案退回：域名未实名", "xinnet"),
        ("UCloud 审核：域名未实名", "ucloud"),
        ("移动云备案被退，照片模糊", "ecloud"),
        ("域名在西部数码买的，服务器是腾讯云的，备案退了，说域名没实名", "tencent"),
        ("腾讯云：您的域名在阿里云已有备案，请改为接入备案", "tencent"),
        ("阿里云和腾讯云都退了，说域名没实名", ""),
        ("新网站备案被退了，说域名没实名", ""),
        ("微信小程序备案退回：域名未实名", "mini-program"),
    ],
)
def test_which_provider_sent_it_is_told_by_its_words(text: str, provider: str, knowledge: Knowledge) -> None:
    assert diagnose(text, knowledge.engine.reasons(text), knowledge, NOW).provider == provider


FEW = {
    "域名没实名": {"reject-domain-not-realname"},
    "服务器到期": {"reject-server-expired"},
    "网站能打开": {"reject-site-accessible"},
    "身分证过期": {"reject-id-expired"},
    "地址不详细": {"reject-contact-address-incomplete"},
}
"""Reasons in few words, of which hardly any sounds wrong."""


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("被退了 说照片不清楚和地址不详细", {"reject-id-photo-unclear", "reject-contact-address-incomplete"}),
        ("授权书没盖章以及域名没实名", {"reject-no-authorization-letter", "reject-domain-not-realname"}),
        ("被退咗 話張相唔清楚同埋地址唔夠詳細", {"reject-id-photo-unclear", "reject-contact-address-incomplete"}),
        *(
            (
                text,
                {"reject-domain-not-realname", "reject-phone-unreachable", "reject-contact-address-incomplete"},
            )
            for text in (
                "退回：域名没实名+电话没人接+地址不全",
                "退回：域名没实名~电话没人接•地址不全",
                "退回：✖域名没实名✖电话没人接✖地址不全",
                "退回：A域名没实名B电话没人接C地址不全",
                "退回：首先域名没实名，其次电话没人接，最后地址不全",
                "退回：域名没实名，再一个就是电话没人接，还有一个是地址不全",
                "退回：域名没实名和电话没人接最后地址不全",
                "备案没通过说是域名没实名电话没人接地址不全",
            )
        ),
        *(
            (f"备案退回：{first}{joint}{second}", {*FEW[first], *FEW[second]})
            for first, second in permutations(FEW, 2)
            for joint in ("、", " ", "，", "；", "和", "，还有")
        ),
        ("證件過期、伺服器到期、地址不詳細", {"reject-id-expired", "reject-server-expired", *FEW["地址不详细"]}),
        ("<p>退回原因：</p><ul><li>域名没实名</li><li>服务器到期</li></ul>", {*FEW["域名没实名"], *FEW["服务器到期"]}),
        ("退回：网站打不开没有备案号", {"reject-filed-site-unreachable", "reject-number-not-shown"}),
        ("刷脸失败 授权书没盖章", {"reject-face-verify-failed", "reject-no-authorization-letter"}),
        ("负责人手机停机且非本省号段", {"reject-phone-unreachable", "reject-phone-nonlocal"}),
        ("网站名称带敏感字且与主体无关", {"reject-name-forbidden", "reject-name-unrelated"}),
        ("退回：营业执照模糊并且已过期", {"reject-id-photo-unclear", "reject-id-expired"}),
        ("驳回：域名没实名，而且已经过期", {"reject-domain-not-realname", "reject-domain-expired"}),
        ("营业执照不清晰且未盖章", {"reject-id-photo-unclear", "reject-license-incomplete"}),
        ("网站处于开通状态且可访问", {"reject-site-accessible"}),
        ("请于月底前让网站恢复正常访问且解析到阿里云", {"reject-ip-mismatch"}),
        ("人脸核验失败，请重新核验", {"reject-face-verify-failed"}),
        ("网站名称含违禁词 经营范围没有这项", {"reject-name-forbidden", "reject-content-out-of-scope"}),
        ("域名没实名，信用代码填错了", {"reject-domain-not-realname", "reject-subject-id-number-wrong"}),
        ("退回：营业执照+身份证过期", {"reject-id-expired"}),
        ("退回：主体负责人身份证照片模糊", {"reject-id-photo-unclear"}),
        ("退回：网站首页没有展示公安联网备案号", {"reject-police-number-missing"}),
        ("被退了，网站名称和公司名称没有关系", {"reject-name-unrelated"}),
        ("被退了，身份证和营业执照地址不一致", {"reject-id-address-mismatch"}),
        ("管局退了 说app名字和公司没关系", {"reject-app-name"}),
        ("1、站点名称不合规，带敏感词 2、备注没填", {"reject-name-forbidden", "reject-remark-missing"}),
        ("网站名称不规范，含“社区”字样；备注太简单", {"reject-name-interactive", "reject-remark-missing"}),
        ("网站名称不合格，跟公司没关系；备注太简单", {"reject-name-unrelated", "reject-remark-missing"}),
        ("网站名称不符合要求，用了英文；域名没实名", {"reject-name-format", "reject-domain-not-realname"}),
        ("营业执照不合格，是复印件；网站名称太短", {"reject-id-not-original", "reject-name-format"}),
        ("网站名称不规范，身份证照片模糊", {"reject-name-format", "reject-id-photo-unclear"}),
    ],
)
def test_an_and_parts_two_reasons_and_no_single_one(text: str, reasons: set[str], knowledge: Knowledge) -> None:
    assert set(diagnose(text, knowledge.engine.reasons(text), knowledge, NOW).reasons) == reasons


def test_what_is_told_in_many_words_swallows_no_reason_that_is_as_sure(knowledge: Knowledge) -> None:
    text = "管局抽查电话结果：接听人说不清楚备案的事；应急联系人号码停机。另外负责人邮箱发送失败。请一并更正。"
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW).reasons
    assert {"reject-call-answers", "reject-email-invalid"} <= set(found)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("【公安联网备案】退回原因：域名无法访问；负责人联系电话无法接通", {"reject-police-returned"}),
        ("公安备案：您填写的域名与ICP备案不一致；服务器所在地填写错误；请修改", {"reject-police-returned"}),
        ("域名证书不清晰，公安备案被退回了", {"reject-police-returned"}),
        ("公安联网备案\n审核结果：退回\n意见：网站打不开，身份证照片模糊", {"reject-police-returned"}),
        ("公安平台数据码已过期，公安备案被退回", {"reject-police-data-code"}),
        ("备案驳回：域名未实名；公安备案号没挂", {"reject-domain-not-realname", "reject-police-number-missing"}),
        ("公安备案没办，ICP备案被退回：域名未实名", {"reject-domain-not-realname"}),
        ("管局过了，公安备案被退回：域名没实名，电话没人接", {"reject-police-returned"}),
        ("公安备案被退说跟ICP备案主体不一致", {"reject-police-returned"}),
        (
            "【公安网站服务平台】尊敬的用户：您开办的网站（小站）审核未通过，原因：网站信息检查有误，审核不通过，"
            "请尽快登录网站，在草稿中修改并重新提交网站备案申请",
            {"reject-police-returned"},
        ),
        ("【互联网安全管理服务平台】您的开办主体审核未通过，原因：主体信息有误", {"reject-police-returned"}),
    ],
)
def test_what_the_police_refuse_is_nothing_of_the_order(text: str, reasons: set[str], knowledge: Knowledge) -> None:
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert set(found.reasons) == reasons
    assert [doubt for doubt in found.doubts if not all(id.startswith("reject-police-") for id in doubt.near)] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("公安备案退回：安全管理制度未上传", ["安全管理制度未上传"]),
        ("公安备案退回：1、网站无法打开；2、交互类型选择错误", ["网站无法打开", "交互类型选择错误"]),
        ("公安备案被退回了", []),
    ],
)
def test_what_the_police_object_to_is_kept_in_their_words(text: str, said: list[str], knowledge: Knowledge) -> None:
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert found.reasons == ("reject-police-returned",)
    assert [doubt.near for doubt in found.doubts] == [()] * len(said)
    assert all(doubt.text.endswith(one) for doubt, one in zip(found.doubts, said, strict=True))


def test_a_missing_thing_with_a_latin_name_is_no_letterhead(knowledge: Knowledge) -> None:
    text = "退回：域名没实名；未填写SDK信息"
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert found.reasons == ("reject-domain-not-realname", "reject-required-empty")


MENDED_LATE = "【华为云】备案订单被退回：域名未实名认证。"


@pytest.mark.parametrize(
    "threat",
    [
        "请在7个自然日内修改，逾期订单将自动失效。",
        "请于30日内修改，超时订单会被系统自动删除。",
        "逾期未修改的，订单将自动作废，请及时处理。",
        "请在5日内修改，逾期自动关闭",
        "若逾期未提交，备案申请将视为放弃并由系统清除",
        "否则订单将失效。",
        "请于5个工作日内修改，逾期订单失效。",
    ],
)
def test_what_an_order_is_threatened_with_is_no_reason(threat: str, knowledge: Knowledge) -> None:
    found = diagnose(MENDED_LATE + threat, knowledge.engine.reasons(MENDED_LATE + threat), knowledge, NOW)
    assert (found.reasons, found.unclear) == (("reject-domain-not-realname",), ())


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("收到短信说网站打不开 要不然取消接入", ("reject-filed-site-unreachable",)),
        ("邮件说域名到期了 不续就注销备案", ("reject-domain-expired",)),
        ("通知：首页没挂公安备案号，再不改就断网", ("reject-police-number-missing",)),
        ("说域名没指到他们那里 十天内不处理就清退", ("reject-ip-mismatch",)),
        ("管局通知网站名称和页面对不上，不然列入黑名单", ("reject-site-title-mismatch",)),
        ("1、域名未实名 2、网站打不开 不改取消接入", ("reject-domain-not-realname", "reject-filed-site-unreachable")),
        ("退回：网站只剩一条接入，不能取消接入", ("reject-cancel-only-access",)),
        ("主体在黑名单里，被退了", ("reject-blacklist",)),
    ],
)
def test_what_a_filing_is_threatened_with_is_no_reason(
    text: str, reasons: tuple[str, ...], knowledge: Knowledge
) -> None:
    read = understand(knowledge, text)
    found = diagnose(text, read.parts, knowledge, NOW)
    assert (read.notice, found.reasons, found.unclear) == (True, reasons, ())


@pytest.mark.parametrize(
    "text", ["备案号没挂 不改会取消接入吗", "网站打不开了 不弄了 直接注销", "服务器到期不续费了 备案会被注销吗"]
)
def test_who_asks_what_is_lost_or_gives_it_up_is_not_threatened(text: str, knowledge: Knowledge) -> None:
    assert not understand(knowledge, text).notice


@pytest.mark.parametrize(
    "reasons",
    [
        "(1) The domain name holder does not match the filing entity. (2) The business license photo is blurry. "
        "(3) The contact phone could not be reached. Please modify and resubmit within 15 days.",
        "1. The business license photo is blurry. 2. Website remarks are missing. 3. Domain has expired.",
    ],
)
def test_a_number_that_is_masked_changes_no_reason(reasons: str, knowledge: Knowledge) -> None:
    found = [
        diagnose(
            text := said(f"Your order ({order}) was rejected: {reasons}").text,
            knowledge.engine.reasons(text),
            knowledge,
            NOW,
        )
        for order in ("No. 7812", "No. 20261127-5567812")
    ]
    assert found[0].reasons == found[1].reasons
    assert [len(one.reasons) for one in found] == [3, 3]


def test_a_stretch_is_quoted_without_its_label_and_the_comma_after_it(knowledge: Knowledge) -> None:
    text = "您提交的备案申请已退回，具体原因：蓝色大象未通过，通信地址需精确到门牌号；法人授权书未加盖公章。"
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert [one.text for one in found.unclear] == ["蓝色大象未通过"]


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("备案被退回：域名未实名；手机号无法接通。请在5个工作日内修改。", ()),
        ("备案被退回：域名未实名；手机号无法接通。请于3天内整改。", ()),
        ("备案被退回：域名未实名；星际护照丢失退回，请在5个工作日内修改。", ("星际护照",)),
        (
            "管局退回意见：该单位ICP备案信息不准确；网站内容含前置审批内容，请提供批文；联系电话非本省。",
            ("信息不准确",),
        ),
        ("备案核查：信息不准确。1、电话空号；2、网站打不开", ()),
        ("退回原因：域名未实名认证。订单将于12月20日删除", ()),
        ("您的备案被退回：域名未实名认证。让我下周三之前改好", ()),
    ],
)
def test_what_was_not_understood_is_shown_and_until_when_to_mend_is_none_of_it(
    text: str, unclear: tuple[str, ...], knowledge: Knowledge
) -> None:
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert len(found.unclear) == len(unclear)
    assert all(word in one.text for word, one in zip(unclear, found.unclear, strict=True))
    assert not {"reject-after-verification", "reject-order-timeout"} & set(found.reasons)


@pytest.mark.parametrize("opening", ["rejected", "被退回了"])
def test_a_registrar_in_english_is_a_reason_beside_chinese_ones(opening: str, knowledge: Knowledge) -> None:
    text = f"{opening}: domain registrar not approved, domain not real-name verified, 负责人手机归属地不符"
    told = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW).reasons
    assert set(told) == {"reject-domain-registrar", "reject-domain-not-realname", "reject-phone-nonlocal"}


@pytest.mark.parametrize("text", ["被退回，说网站名称不合格", "退回：备案信息不真实", "他们说我提供的资料不真实"])
def test_what_may_be_unfit_or_untrue_for_whatever_reason_is_told_with_doubt(text: str, knowledge: Knowledge) -> None:
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert found.reasons
    assert [doubt.told for doubt in found.doubts] == list(found.reasons)


@pytest.mark.parametrize("text", ["退回：证件是伪造的，信息不真实", "退回 执照是P的 材料不真实"])
def test_what_is_said_to_be_forged_is_told_for_certain(text: str, knowledge: Knowledge) -> None:
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert (found.reasons, found.doubts) == (("reject-false-info",), ())


@pytest.mark.parametrize("text", ["小程序名称不合规 退了", "小程序备案退回：名称不行", "退回说小程序名称要改"])
def test_a_name_of_a_mini_program_is_not_taken_for_that_of_a_site(text: str, knowledge: Knowledge) -> None:
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert not {"reject-name-forbidden", "reject-name-personal", "reject-name-format"} & {
        *found.reasons,
        *(near for doubt in found.doubts for near in doubt.near),
    }


@pytest.mark.parametrize("text", ["打去管局 他说要先注销旧备案", "退回 说要先注销原来的备案"])
def test_an_old_filing_is_not_taken_for_that_of_others(text: str, knowledge: Knowledge) -> None:
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert "reject-domain-filed-by-other" not in found.reasons


@pytest.mark.parametrize("text", ["域名没实名 + 备注没写 + 前置审批", "退回：域名没实名、备注没写、前置审批"])
def test_a_reason_that_is_only_named_beside_others_is_not_lost(text: str, knowledge: Knowledge) -> None:
    found = diagnose(text, understand(knowledge, text).parts, knowledge, NOW)
    assert set(found.reasons) == {"reject-domain-not-realname", "reject-remark-missing"}
    assert [one.near[0] for one in found.unclear] == ["reject-preapproval-missing"]


EXPLAINED = {
    "域名未完成实名认证": ("请前往域名注册商处办理", "实名后三个工作日再提交", "如已办理请上传截图"),
    "负责人手机无法接通": ("我司上午、下午两次致电", "请保持电话畅通", "工作日会再次致电"),
    "身份证照片模糊": ("请重新拍摄", "四角要齐全", "图片格式为jpg", "大小在4M以内"),
    "真实性核验单未签字": ("请打印后由本人手写", "再扫描上传", "字迹要清楚"),
    "网站备注未填写": ("请说明网站的主要内容", "例如展示公司产品", "二十个字以上"),
    "云服务器已到期": ("请续费", "时长在三个月以上", "续费后再提交"),
    "通信地址不详细": ("请写到门牌号", "与证件一致", "改好后保存"),
}


@pytest.mark.parametrize("mark", ["{}、", "（{}）", "- "])
def test_of_a_long_notice_every_item_is_read_before_what_explains_any(mark: str, knowledge: Knowledge) -> None:
    items = (f"{what}，{'，'.join(how)}。" for what, how in EXPLAINED.items())
    listed_so = "\n".join(f"{mark.format(number)}{item}" for number, item in enumerate(items, 1))
    text = f"【阿里云】您好，您的备案订单未通过初审，请修改：\n{listed_so}\n改好后请登录控制台重新提交。感谢您的支持！"
    found = diagnose(text, understand(knowledge, text).parts, knowledge, NOW)
    assert len(found.reasons) == len(EXPLAINED)
    assert (found.sender, found.unclear) == ("provider-review", ())


def test_a_piece_of_which_nothing_is_left_is_no_fault(knowledge: Knowledge) -> None:
    nothing = Part("", True, "unknown", (), 0.0, "")
    assert diagnose("管局驳回：网站打不开", [nothing], knowledge, NOW).reasons == ()
