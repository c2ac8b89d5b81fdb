"""The pasted rejections under tests/rejections: well formed, with every reason, and none of them a stored wording.

They measure how notices are taken apart. What stands in knowledge/ would be recognised anyway and measures nothing.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field

from bot.__main__ import KNOWLEDGE
from bot.content.folder import Folder
from bot.content.frame import read_lexicon
from bot.core.dialogue import respond
from bot.core.events import Command, Incoming, command, said
from bot.core.filings.plan import plan
from bot.core.knowledge import Knowledge
from bot.core.state import Attempt, State
from bot.core.texts.asker import CLOUDS, OTHERS
from bot.core.texts.diagnosis import diagnose
from bot.core.texts.understanding import understand
from bot.core.texts.wordlists import listed
from bot.search import Part
from bot.search.normalise import Normaliser
from bot.service import Service
from bot.store.sqlite import SqliteStore
from bot.tools.diagnose import attempt_of
from tests.core.sample import NOW

FEWEST = 120
PRECISION, RECALL = 0.95, {"first": 0.9, "asked": 0.93, "program": 0.93}
"""Of the reasons that are told those that are stated, and of these those that are told: to who pastes a notice as the
first message, to who was asked for it, and to a program."""
HIDDEN, NO_PLAN, SENDER, PROVIDER = 0.03, 0.07, 0.94, 0.92
"""Of the stated reasons those that are neither told nor offered where something is shown as not recognised or doubtful,
for each is looked for by itself: what is left was surely taken for another one; of the texts those of which, as the
first message, no plan comes; and of those with a sender and a provider those of which these are told."""
SHORT = 8
"""Characters of a normalised piece up to which anybody says the same: 证件不清晰."""
_PIECE_ENDS = re.compile(r"[\n;；。]")
_OF_WHOM = re.compile("(?:负责人|法人|联系人|法定代表人)(?=的?(?:手机|电话|身份证|邮箱))")
_NUMBERING = re.compile(r"^\s*(?:[(（]?[0-9a-z一二三四五六七八九十]{1,2}[)）.、．]|[①-⑳⑴-⒛·•>*-])\s*")


class Pasted(BaseModel):
    """One pasted text: who sent it and which provider it names (None: it does not tell), the topics that it states,
    those that would be a fair reading too, and the pieces of it that are reasons of no topic."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    sender: Literal["provider-review", "sms", "authority", "after", "store", "police"] | None
    provider: str | None
    text: str
    reasons: tuple[str, ...] = Field(min_length=1)
    also: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def pieces(self) -> Iterator[str]:
        yield self.text
        for piece in _PIECE_ENDS.split(self.text):
            yield _NUMBERING.sub("", piece)


@pytest.fixture(scope="module")
def pasted() -> tuple[Pasted, ...]:
    files = sorted((Path(__file__).parent / "rejections").glob("*.yaml"))
    return tuple(
        Pasted.model_validate(entry) for file in files for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    )


def test_every_text_is_labelled_once(pasted: tuple[Pasted, ...], knowledge: Knowledge) -> None:
    assert len(pasted) >= FEWEST
    rejections = {topic.id for topic in knowledge.topics.values() if topic.kind == "rejection"}
    assert [name for name, times in Counter(entry.id for entry in pasted).items() if times > 1] == []
    assert [name for name, times in Counter(entry.text for entry in pasted).items() if times > 1] == []
    for entry in pasted:
        topics = (*entry.reasons, *entry.also)
        assert set(topics) - rejections == set(), f"{entry.id}: no rejections of knowledge/"
        assert len(topics) == len(set(topics)), f"{entry.id}: a topic twice"
        assert [piece for piece in entry.unknown if piece not in entry.text] == [], f"{entry.id}: not in its text"


def test_every_reason_is_measured(pasted: tuple[Pasted, ...], knowledge: Knowledge) -> None:
    rejections = {topic.id for topic in knowledge.topics.values() if topic.kind == "rejection"}
    assert rejections - {reason for entry in pasted for reason in entry.reasons} == set()


def test_no_text_is_a_stored_wording(pasted: tuple[Pasted, ...], knowledge: Knowledge) -> None:
    sheet = Folder(KNOWLEDGE).open("lexicon.yaml")
    assert sheet is not None
    normalise = Normaliser(read_lexicon(sheet))
    stored = {
        normalise(wording)
        for topic in knowledge.topics.values()
        for wording in (topic.title, *topic.asks, *topic.messages)
    }
    known = [
        (entry.id, piece)
        for entry in pasted
        for piece in entry.pieces
        if len(normal := normalise(piece)) > SHORT and normal in stored
    ]
    assert known == []


_kept: dict[tuple[str, Pasted], Attempt | None] = {}


def _read(way: str, entry: Pasted, knowledge: Knowledge) -> Attempt | None:
    """What is kept of a text that comes in this way, which two tests ask for; None: nothing is, for it was taken for
    something else."""
    if (way, entry) not in _kept:
        _kept[way, entry] = _newly_read(way, entry, knowledge)
    return _kept[way, entry]


def _newly_read(way: str, entry: Pasted, knowledge: Knowledge) -> Attempt | None:
    if way == "program":
        return attempt_of(entry.text, knowledge, NOW)
    asked = respond(Command("rejected"), State(), knowledge, NOW).state if way == "asked" else State()
    state = respond(said(entry.text), asked, knowledge, NOW).state
    return state.loose[-1] if state.loose else None


@pytest.mark.parametrize("way", RECALL)
def test_reasons_are_told_for_certain_or_shown_as_not_recognised(
    way: str, pasted: tuple[Pasted, ...], knowledge: Knowledge
) -> None:
    right = wrong = missed = 0
    hidden, without, senders, providers = list[str](), list[str](), Counter[bool](), Counter[bool]()
    for entry in pasted:
        stated, found = set(entry.reasons), _read(way, entry, knowledge)
        if found is None:
            without.append(entry.id)
            missed += len(stated)
            continue
        told = set(found.reasons)
        right += len(stated & told)
        wrong += len(told - stated - set(entry.also))
        missed += len(stated - told)
        offered = (*(one.near for one in found.unclear), *(one.near for one in found.doubts))
        near = {id for ids in offered for id in ids}
        hidden += [f"{entry.id} {reason}" for reason in sorted(stated - told - near)]
        if entry.sender:
            senders[found.sender == entry.sender] += 1
        if entry.provider:
            names = listed(knowledge, f"asker-{found.provider}") if found.provider in (*CLOUDS, *OTHERS) else ()
            providers[entry.provider.lower() in names] += 1
    assert right / (right + wrong) >= PRECISION
    assert right / (right + missed) >= RECALL[way]
    assert len(hidden) / (right + missed) <= HIDDEN, hidden
    assert len(without) / len(pasted) <= (NO_PLAN if way == "first" else 0), without
    assert senders[True] / senders.total() >= SENDER
    assert providers[True] / providers.total() >= PROVIDER


def test_a_program_is_told_what_a_person_is(pasted: tuple[Pasted, ...], knowledge: Knowledge) -> None:
    for entry in pasted:
        person, program = (_read(way, entry, knowledge) for way in ("asked", "program"))
        assert person
        assert program
        assert (program.reasons, program.unclear) == (person.reasons, person.unclear), entry.id
    good_news = attempt_of("恭喜您，您的备案已通过管局审核，备案号为粤ICP备00000000号。", knowledge, NOW)
    assert (good_news.reasons, [one.near for one in good_news.unclear]) == ((), [()])


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("退回：身份证没有问题，但是域名没做实名；照片清晰，只是营业执照过期了", "domain-not-realname id-expired"),
        ("备案未通过，不是域名过期的问题，是网站名称太短", "name-format"),
        ("退回说证件照片不清晰，但联系地址没有问题", "id-photo-unclear"),
        ("域名：shop-demo.cn 为.cn域名，持有者为李四个人，需过户到公司名下", "domain-owner-mismatch"),
        ("小米应用商店：审核未通过，备案的主办单位与开发者主体不同", "app-store-proof"),
        ("应用审核驳回：APP接口域名的持有者不是备案主体", "app-domain-owner"),
        ("注销通知：核查时多次联系不上负责人，现注销该备案号", "phone-unreachable subject-cancelled"),
        ("核查：首页未悬挂备案号，或备案号未链接到工信部网站，请整改", "number-not-shown number-not-linked"),
        ("公安网安：您单位的联网备案信息过期未更新", "police-returned"),
        ("您的网站(京ICP备20240000号-2)备案变更未通过，原因：变更后的负责人人脸核验未通过", "face-verify-failed"),
        ("退回说主管单位没填，单位证书已过期", "superior-unit id-expired"),
        ("网站名称带“在线教育”，请提供教育局批文", "training"),
    ],
)
def test_what_is_fine_or_stands_around_a_reason_is_not_told_as_one(
    text: str, reasons: str, knowledge: Knowledge
) -> None:
    found = attempt_of(text, knowledge, NOW)
    assert found.reasons == tuple(f"reject-{name}" for name in reasons.split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("退回：1.手机号重复，其他单位已使用 2.勾了“电子公告”但没有审批，请去掉论坛板块", "请去掉论坛板块"),
        ("退回：网站名称含须前置审批的内容，请提供批准文件", ""),
        ("退回：主体曾备案，请改为新增", ""),
    ],
)
def test_what_a_demand_surely_tells_besides_is_shown(text: str, shown: str, knowledge: Knowledge) -> None:
    assert [one.text for one in attempt_of(text, knowledge, NOW).unclear] == ([shown] if shown else [])


@pytest.mark.parametrize(
    ("text", "anew", "resubmit"),
    [
        ("省通信管理局：你单位主体为空壳，请于10个工作日内补充网站或注销", False, "changed"),
        ("核查：三次拨打负责人电话无人接听，请在5个工作日内核实", False, "changed"),
        ("注销通知：核查时多次联系不上负责人，现注销该备案号", True, "new-order"),
        ("初审退回：主体属于空壳主体", True, "new-order"),
    ],
)
def test_what_is_filed_is_given_up_only_where_it_is_gone(
    text: str, anew: bool, resubmit: str, knowledge: Knowledge
) -> None:
    made = plan(attempt_of(text, knowledge, NOW), knowledge, NOW)
    assert ("order-new" in [todo.fix.id for todo in made.todos]) == anew
    assert (made.resubmit, made.rechecked) == (resubmit, not anew)


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


NAMES = ("陈晓燕", "：吴国平", "买买提·吐尔逊", "姓名刘洋")


def test_a_name_in_a_notice_is_masked_and_changes_nothing(pasted: tuple[Pasted, ...], knowledge: Knowledge) -> None:
    for entry in pasted:
        expected, _ = _diagnosed(f"尊敬的用户：\n{entry.text}", knowledge)
        for named in {_OF_WHOM.sub(rf"\g<0>{name}", entry.text) for name in NAMES}:
            told, somebody = _diagnosed(f"尊敬的用户王建国：\n{named}", knowledge)
            assert not [name for name in ("王建国", *NAMES) if name[-2:] in somebody]
            assert told == expected, somebody


def _diagnosed(text: str, knowledge: Knowledge) -> tuple[tuple[str, ...], str]:
    """The reasons that a text states, and the text as it is masked."""
    masked = said(text).text
    return diagnose(masked, knowledge.engine.reasons(masked), knowledge, NOW).reasons, masked


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("我在佛山开了个小店，网站备案第三次被打回来了，说网站名称不合格", "reject-name-format"),
        ("又被打回来了，这次说我域名没实名", "reject-domain-not-realname"),
        ("管局又给我退回来了，说电话打不通，可我手机一直开着", "reject-phone-unreachable"),
        ("上周交的，今天收到短信说退回了，理由是域名所有者跟主体不一致", "reject-domain-owner-mismatch"),
        ("我是个体户，已经被拒两次了，这回说通信地址没写到门牌号", "reject-contact-address-incomplete"),
        ("我们学校的网站备案被退了，说主办单位性质不对", "reject-subject-nature-mismatch"),
        ("驳回理由：经电话核实，负责人表示不知情/不了解网站备案情况，请知悉后重新提交。", "reject-call-answers"),
        ("电话核查：接听人称网站为公司所用，与个人备案不符", "reject-call-answers"),
        ("初审电话接了 问我网站做啥 我说卖水果 给退了", "reject-call-answers"),
        ("初审退了 说我电话里说的跟填的不一样", "reject-call-answers"),
        ("审核打电话 我没信号 退了", "reject-phone-unreachable"),
        ("您的主体信息变更申请被驳回：营业执照地址与工商系统登记的不一致", "reject-id-address-mismatch"),
        ("小程序平台退了 说备注不合格", "reject-remark-missing"),
        ("退回：网站暂时无法访问 请核实", "reject-filed-site-unreachable"),
        ("您提交的网站备案变更申请已被广东省通信管理局退回，退回原因：网站名称不规范。", "reject-name-format"),
        ("【腾讯云】管局驳回：请上传网站负责人本省居住证", "reject-residence-permit"),
        ("管局退了 说app名字跟公司没关系", "reject-app-name"),
        ("【火山引擎】备案未通过，原因：网站前置审批文件缺失（您的域名含“news”）", "reject-preapproval-missing"),
        ("电话核实未接通，退回", "reject-phone-unreachable"),
        ("退回原因：网站名称不合格", "reject-name-format"),
        ("退回 说网站里有东西 先关掉", "reject-site-accessible"),
        ("退回原因：应急电话与负责人相同", "reject-phone-same-emergency"),
        ("域名证书与主体不一致，请于10个工作日内修改。", "reject-domain-owner-mismatch"),
        ("您提交的备案资料有误：营业执照照片模糊，请在3天内重新提交", "reject-id-photo-unclear"),
        ("The error message returned because the domain does not have an ICP filing.", "reject-block-page"),
        ("退回意见：请补交租赁合同，贵司注册地址系集群地址", "reject-material-missing"),
        ("主体信息-单位注册地址 与营业执照登记的不一样，退回", "reject-id-address-mismatch"),
        ("初审退了：订单里法人证件的有效期和身份证上的对不上", "reject-id-dates"),
        ("管局退回：执照有效期应为长期，填写有误", "reject-id-dates"),
        ("备案驳回：所传医疗器械经营许可证去年就过期了", "reject-preapproval-expired"),
        ("退回：网络文化经营许可证下月到期，请换新证", "reject-preapproval-expired"),
        ("驳回：该域名在别的接入商那里有备案，应提交接入备案", "reject-filing-type-wrong"),
        ("退回：贵主体有一笔变更还在办，办结以前不再受理", "reject-change-too-many"),
        ("新疆管局驳回：还差网信办开的党建备案信息确认函", "reject-material-missing"),
        ("被退回来，说我又不是公司的法人", "reject-person-not-legal-rep"),
        ("景安把备案退了，说照片模糊", "reject-id-photo-unclear"),
        ("报送管局失败，说身份证过期", "reject-id-expired"),
        ("上报失败，原因是域名未实名", "reject-domain-not-realname"),
        ("上报管局失败，接口超时", "reject-provider-side"),
        ("执照刚领没几天，退回说查不到我们公司", "reject-subject-data-not-exist"),
        ("新办的执照没拍全，退了", "reject-license-incomplete"),
        ("本单位为社会团体，单位性质填写为企业，退回", "reject-subject-nature-mismatch"),
        ("初审退了 手机号码不是本人的", "reject-person-info-mismatch"),
        ("退了 说电话不是本人", "reject-person-info-mismatch"),
        ("负责人的电话非本人，退回", "reject-person-info-mismatch"),
        ("退了 手机号不是本地的", "reject-phone-nonlocal"),
        ("备案退回 电话不是本省的", "reject-phone-nonlocal"),
        ("退回 网站备注是空白", "reject-remark-missing"),
        ("初审退了 人脸没过", "reject-face-verify-failed"),
        ("退了 说域名的旧备案没注销", "reject-domain-filed-by-other"),
    ],
)
def test_what_people_tell_around_a_reason_is_none(text: str, reason: str, knowledge: Knowledge) -> None:
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert found.reasons == (reason,)
    assert found.unclear == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("您好，系统核实贵公司尚未备案，请先做首次备案", "reject-filing-type-wrong"),
        ("主办者无备案，不能新增APP", "reject-filing-type-wrong"),
        ("主体曾备案，请改为新增", "reject-already-filed"),
        ("网站备案已存在，请走接入", "reject-filing-type-wrong"),
        ("接入备案已存在，重复提交", "reject-access-duplicate"),
        ("小程序备案驳回原因：营业执照已过有效期", "reject-id-expired"),
        ("微信小程序备案失败：身份证是复印件", "reject-id-not-original"),
        ("支付宝小程序备案：身份证反光看不清", "reject-id-photo-unclear"),
        ("小程序备案：主体住所写得和执照不一致", "reject-miniprogram-address"),
        ("网站负责人的活体识别不通过，请重试", "reject-face-verify-failed"),
        ("做人脸的不是网站负责人本人", "reject-verify-person-not-match"),
        ("身份证背面显示有效期已到", "reject-id-expired"),
        ("身份证背面有反光", "reject-id-photo-unclear"),
        ("身份证反面没传", "reject-id-front-back"),
        ("营业执照的经营期限看不清楚", "reject-id-photo-unclear"),
        ("网站内容与营业执照经营范围不符", "reject-content-out-of-scope"),
        ("云服务器还有两个月到期，不满足要求", "reject-server-not-eligible"),
        ("域名还有20天到期，请续费", "reject-domain-validity-short"),
        ("站名含“中华”，请出具批准文件", "reject-name-state"),
        ("站名含“理财”，需提供金融许可", "reject-finance-keywords"),
        ("外资企业应提供批准证书", "reject-material-missing"),
        ("应用名称太宽泛", "reject-app-name"),
        ("站名过于笼统，请修改", "reject-name-unrelated"),
        ("贵公司已有两个备案网站，请说明为何再建", "reject-site-plan-missing"),
        ("此IP已绑定太多备案网站", "reject-server-quota"),
        ("一次提交的网站太多，请减少", "reject-domain-count"),
        ("网站里有在线下单付款", "reject-personal-business-content"),
        ("网站有用户评论，请关掉", "reject-forum-interactive"),
        ("卫生院请提供卫健局意见", "reject-institution-approval"),
        ("涉及学科培训，请提供教育局许可", "reject-training"),
        ("APP简介太短", "reject-remark-missing"),
        ("新增接入退回：主体名称已变更", "reject-access-info-stale"),
        ("联系方式请改成座机", "reject-contact-format"),
        ("联系电话请填本省号码", "reject-phone-nonlocal"),
        ("临时身份证不行，请换", "reject-id-type-mismatch"),
        ("社团登记证书过期了", "reject-id-expired"),
        ("承诺书里写的域名不对", "reject-commitment-missing"),
        ("小程序备案没做短信核验，超过24小时被退", "reject-sms-timeout"),
        ("网站名称含须前置审批的内容，请提供批准文件", "reject-name-preapproval"),
        ("请附一份网站不含新闻内容的声明", "reject-not-involved-letter"),
        ("人脸与证件信息不符", "reject-face-verify-failed"),
    ],
)
def test_reasons_that_share_most_of_their_words_are_told_apart(text: str, reason: str, knowledge: Knowledge) -> None:
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert found.reasons == (reason,)
    assert found.unclear == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("图标跟淘宝的差不多，给退了", "reject-app-icon"),
        ("对着摄像头眨眼点头好几遍 还是不匹配", "reject-face-verify-failed"),
        ("用新注册的云号交，说执照在老号里备过了", "reject-account-other-used"),
        ("身份证上写的字压住号码了，要重传", "reject-watermark"),
        ("个人的站叫某某摄影室，说个人不给用这种名", "reject-name-personal"),
        ("代理给的服务号填了说已被用", "reject-server-code-invalid"),
        ("号码跟另一家单位重了", "reject-phone-duplicate-subject"),
        ("主体负责人电话核验失败", "reject-phone-unreachable"),
        ("网站负责人视频核验失败", "reject-face-verify-failed"),
        ("贵网站存在未备案先接入的情况，请处理", "reject-site-accessible"),
        ("页脚没有公安图标", "reject-police-number-missing"),
        ("上传的照片打不开，请再传", "reject-id-photo-unclear"),
        ("我们两个人的邮箱写成一样的，退了", "reject-two-persons-inconsistent"),
        ("法人和网站负责人手机重了 被退", "reject-two-persons-inconsistent"),
        ("负责人邮箱收不到信，退了", "reject-email-invalid"),
        ("经核实，该手机号非负责人本人使用", "reject-call-answers"),
        ("接听者称自己已经离职", "reject-call-answers"),
        ("手机号码非本省，退了", "reject-phone-nonlocal"),
        ("退回：法人身份证未上传", "reject-id-front-back"),
        ("微信那边退的 说住所没写到县", "reject-miniprogram-address"),
        ("客服微信上说电话没人接 退了", "reject-phone-unreachable"),
        ("86355：主体名称不一致", "reject-miniprogram-subject"),
        ("APP名称与已上架应用重名", "reject-app-name"),
        ("网警退的 说站名和ICP备案的不同", "reject-police-returned"),
        ("年审不合格：没交年审表", "reject-after-verification"),
    ],
)
def test_a_reason_is_told_without_its_usual_words(text: str, reason: str, knowledge: Knowledge) -> None:
    assert diagnose(text, knowledge.engine.reasons(text), knowledge, NOW).reasons == (reason,)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("戴着眼镜刷的，审核打回说遮挡", "reject-face-verify-failed"),
        ("异地分公司用总部座机，退了", "reject-phone-nonlocal"),
        ("公安备案被退，说域名证书不对", "reject-police-returned"),
        ("公安备案退回：首页没挂ICP备案号", "reject-police-returned"),
        ("网站未备案，不能办变更", "reject-filing-type-wrong"),
        ("您的网站一直打不开，将被注销备案", "reject-filed-site-unreachable"),
    ],
)
def test_a_reason_told_in_halves_is_read_as_a_whole(text: str, reason: str, knowledge: Knowledge) -> None:
    assert diagnose(text, knowledge.engine.reasons(text), knowledge, NOW).reasons == (reason,)


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


@pytest.mark.parametrize(
    "text",
    [
        "备案号挂在哪里",
        "短信一直收不到",
        "服务器在新加坡是不是不用备案",
        "中文域名可以备案吗？",
        "怎么看备案进度？",
        "变更备案要几天",
        "【工信部】您的备案申请已通过审核，备案号为京ICP备2025000001号-1",
        "备案审核好多天了",
    ],
)
def test_what_is_only_asked_or_well_gives_no_reason(text: str, knowledge: Knowledge) -> None:
    assert diagnose(text, knowledge.engine.reasons(text), knowledge, NOW).reasons == ()


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


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("备案没过 管局说域名没实名 网警说要先办公安备案", ["domain-not-realname"]),
        (
            "驳回：经网安部门审核网站含违规内容；另电话无人接听；域名未实名",
            ["content-illegal", "phone-unreachable", "domain-not-realname"],
        ),
        ("【网警提醒】您的ICP备案被驳回，域名未实名", ["police-returned", "domain-not-realname"]),
        ("您的网站因未办理公安备案被退回，域名未实名", ["police-returned", "domain-not-realname"]),
        ("管局退了说地址不详细 公安备案也没过", ["contact-address-incomplete", "police-returned"]),
        (
            "域名没实名，电话没人接，公安联网备案也给退了",
            ["domain-not-realname", "phone-unreachable", "police-returned"],
        ),
        ("公安备案没过，ICP备案也退了：域名没实名", ["domain-not-realname", "police-returned"]),
        (
            "ICP备案退回：1.营业执照模糊 2.公安备案未通过 3.地址不详细",
            ["id-photo-unclear", "contact-address-incomplete", "police-returned"],
        ),
        (
            "西部数码：您的备案资料未通过审核：1.公安备案信息审核未通过，开办者联系方式有误 2.网站未悬挂备案号",
            ["police-returned", "number-not-shown"],
        ),
        (
            "网站备案被管局退回：域名未实名；另外公安备案也被退回了，说网站打不开",
            ["domain-not-realname", "police-returned"],
        ),
        ("驳回：域名未实名，电话无人接听。\n公安备案未通过的将被关停", ["domain-not-realname", "phone-unreachable"]),
    ],
)
def test_what_the_police_refuse_besides_swallows_no_reason_of_the_order(
    text: str, reasons: list[str], knowledge: Knowledge
) -> None:
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert list(found.reasons) == [f"reject-{reason}" for reason in reasons]


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("您的备案申请已受理，请在24小时内完成短信核验", ()),
        ("短信核验超过24小时，申请被退回", ("reject-sms-timeout",)),
        ("负责人没有在24小时内完成短信核验", ("reject-sms-timeout",)),
    ],
)
def test_what_is_still_to_be_verified_is_not_over(text: str, reasons: tuple[str, ...], knowledge: Knowledge) -> None:
    assert diagnose(text, knowledge.engine.reasons(text), knowledge, NOW).reasons == reasons


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("【湖北管局】你公司已被吊销，不再具备主办资格，请于月底前申请注销备案", "reject-subject-gone"),
        ("核查：主体已注销，需办理备案注销手续", "reject-subject-gone"),
        ("核查：营业执照已吊销，请于10日内恢复，否则将注销备案", "reject-business-abnormal"),
        ("核查：贵单位列入经营异常名录，请整改或者注销备案", "reject-business-abnormal"),
    ],
)
def test_a_unit_that_is_gone_is_told_to_cancel_or_to_recover(text: str, reason: str, knowledge: Knowledge) -> None:
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert (found.reasons, found.sender) == ((reason,), "after")


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("驳回：照片模糊；未签隐私协议", ("未签隐私协议",)),
        ("退回：域名没实名，机柜号没填", ("机柜号没填",)),
        ("退回：照片模糊。没有缴纳押金。", ("没有缴纳押金。",)),
        ("应用宝审核不通过：缺少软著；隐私政策不合规", ("隐私政策不合规",)),
        ("退回：网站负责人手机号码无法接通，且未在备注中说明", ("未在备注中说明",)),
        ("1、身份证照片模糊，图片格式为jpg，每张不小于100K", ()),
        ("退回：身份证照片模糊。请登录备案系统，在【我的备案】里找到订单，点击【修改】后重新提交。", ()),
        ("退回：电话没人接，打了三次都没接到", ()),
        ("退回：照片模糊，看不清字，没法识别", ()),
        ("被退了 说域名没实名 我没弄过这个", ()),
    ],
)
def test_what_is_wrong_beside_a_reason_is_told_or_shown_and_what_explains_it_is_not(
    text: str, unclear: tuple[str, ...], knowledge: Knowledge
) -> None:
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert len(found.reasons) == 1
    assert tuple(one.text for one in found.unclear) == unclear


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (
            "驳回 原因 域名 实名认 证信息 与备案 主体不 一致 ， 请修\n改 ； 营业执\n照照片 有水 印遮 挡",
            {"reject-domain-owner-mismatch", "reject-watermark"},
        ),
        ("退回原因：网站负 责人手 机号与应 急电话相 同", {"reject-phone-same-emergency"}),
        ("营业执 照不清 晰，域 名未实 名认证", {"reject-id-photo-unclear", "reject-domain-not-realname"}),
        (
            "主办单位名称与证\n件不一致，网站名\n称含敏感\n词",
            {"reject-subject-name-mismatch", "reject-name-forbidden"},
        ),
        (
            "退回：域名未实名认证 照片不清晰\n授权书没盖章",
            {
                "reject-domain-not-realname",
                "reject-id-photo-unclear",
                "reject-no-authorization-letter",
            },
        ),
    ],
)
def test_a_break_in_the_midst_of_a_word_parts_nothing(text: str, reasons: set[str], knowledge: Knowledge) -> None:
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert (set(found.reasons), found.unclear) == (reasons, ())


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
        ("您的域名已经过期，暂不支持备案", ("reject-domain-expired",)),
        ("退回：法人身份证过期，不予备案。", ("reject-id-expired",)),
        ("您的网站涉嫌赌博，因此无法为您办理备案", ("reject-content-illegal",)),
        (
            "1. 域名未实名，不能备案；2. 电话无人接听，暂无法备案",
            ("reject-domain-not-realname", "reject-phone-unreachable"),
        ),
        ("您的域名后缀暂不支持备案", ("reject-domain-suffix",)),
        ("您的服务器，暂不支持备案", ("reject-server-not-eligible",)),
        ("网站负责人未成年 不予备案", ("reject-person-underage",)),
        ("原因：执照照片模糊\n处理方式：补充后重新提交", ("reject-id-photo-unclear",)),
    ],
)
def test_that_it_cannot_be_filed_is_what_comes_of_a_reason_and_none(
    text: str, reasons: tuple[str, ...], knowledge: Knowledge
) -> None:
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert (found.reasons, found.unclear) == (reasons, ())


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
    "text",
    [
        "您的备案订单被退回后逾期未提交，已被系统自动删除",
        "备案被退回：超时未处理，订单已失效",
        "逾期未更新的备案申请将统一删除，请及时处理",
        "【备案提醒】您的备案订单即将因超过45天未处理而失效，请尽快登录完善",
        "备案被退回，逾期没改，订单自动关闭了",
    ],
)
def test_an_order_that_is_lost_or_only_threatened_with_that_is_told_so(text: str, knowledge: Knowledge) -> None:
    assert diagnose(text, knowledge.engine.reasons(text), knowledge, NOW).reasons == ("reject-order-timeout",)


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


async def test_numbers_and_names_reach_neither_store_nor_log(
    pasted: tuple[Pasted, ...], knowledge: Knowledge, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = tmp_path / "bot.db"
    store = await SqliteStore.open(path)
    service = Service(store, knowledge)
    secrets = (
        "13912345678",
        "440106199001011234",
        "欧阳长庚",
        "南海大道北12号",
        "91440101MA59ABCD1X",
        "abc@example.com",
        "欧阳娜娜",
        "李雷",
        "陈  明",
        "一三九一二三四五六七八",
    )
    text = (
        "您的备案被退回：1、负责人：欧阳长庚 电话13912345678 无人接听；2、证件号440106199001011234有误；"
        "3、通信地址：广东省佛山市南海大道北12号3栋501 不详细；4、91440101MA59ABCD1X 与执照不符；"
        "5、abc@example.com 收不到信；6、负责人：欧阳娜娜与紫色骆驼登记不符；7、负责人李雷和骆驼不符；"
        "8、姓名 陈  明；9、手机一三九一二三四五六七八打不通"
    )
    for message in (text, f"/rejected {text}", "备案要多久 " + text):
        event = command(message) if message.startswith("/") else said(message)
        await service.take(Incoming(1, 1, event))
    while acts := await service.outbox.outgoing():
        for act in acts:
            assert not any(secret in str(act) for secret in secrets)
            await service.outbox.delivered(act)
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    await store.close()
    assert "通信地址".encode() in kept or "地址".encode() in kept, "the test looks where texts are kept"
    for secret in secrets:
        assert secret.encode() not in kept
        assert secret not in caplog.text


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("您提交的APP备案未通过管局审核，原因：APP图标与实际不符", "authority"),
        ("App Store 退回：APP 备案号与主体不一致", "store"),
        ("阿里云通知我说网站没解析到阿里云，要取消接入", "after"),
        *((f"{who}驳回：未提供APP备案信息", "store") for who in ("vivo", "华为AGC ", "小米审核")),
        ("新网审核：域名未实名，请修改", "provider-review"),
        ("【四川管局】备案主体联系电话无法接通，请于7日内核实", "after"),
        ("新网站的备案没过，说电话无人接听", None),
        ("阿里云退回：网站没解析到阿里云", "provider-review"),
        ("您的备案订单初审未通过，原因：域名未实名认证。请在3个工作日内整改", "provider-review"),
        ("【阿里云】初审意见：首页未挂备案号。整改期限：3个工作日", "provider-review"),
        ("管局退回：营业执照已过期，请整改", "authority"),
        ("京东云：管局要求负责人必须是法人，请修改", "provider-review"),
        ("【阿里云】初审未通过：通信地址不详细，管局要求写到门牌", "provider-review"),
        ("【腾讯云】网站备案驳回：人脸核验失败，请用微信小程序重新核验", "provider-review"),
        ("【阿里云】APP备案驳回：应用尚未上架，请提供安装包", "provider-review"),
        ("【阿里云】驳回：公安机关核验身份证信息不一致", "provider-review"),
        ("【腾讯云】您的备案订单未通过：为避免管局驳回，请补充网站备注", "provider-review"),
        ("管局退回：公安备案未做", "authority"),
        ("您的备案订单已退回。管局意见：电话打不通", "authority"),
        ("阿里云初审过了，管局退回说电话打不通", "authority"),
        ("【华为云】您的备案因短信核验超时被退回", "sms"),
        ("域名未实名认证，请于10日内整改", None),
        ("阿里云通知首页没挂备案号，请15日内整改", "after"),
        ("腾讯云发邮件，域名解析没指向腾讯云，不改就取消接入", "after"),
        ("管局核查时网站处于开通状态，请先关闭", "authority"),
        ("管局核查发现域名未实名，请7日内整改", "after"),
        ("【工信部】提醒您：您备案的域名已过期，请于7日内续费，否则将注销备案", "after"),
        ("【华为云】您的网站首页未悬挂备案号，请尽快添加", "after"),
        ("备案初审：请尽快添加网站备注后提交", "provider-review"),
        ("请提供公安机关核发的居住证", None),
        ("负责人姓名和身份证号公安系统比对不上", None),
        ("公安机关颁发的备案号没有放到首页", "police"),
        ("公安备案核验不通过", "police"),
        ("管局：主体下没有网站，为空壳主体", "authority"),
        ("经核查，您的主体为空壳主体，请处理", "after"),
        ("【湖南管局】贵主体为空壳，请在15日内补充网站，逾期将注销", "after"),
        ("贵网站已不在我司，我司将于7个工作日后取消接入。天翼云", "after"),
        ("【京东云】按管局要求，您的网站未接入我司，将于2027年1月8日取消接入", "after"),
        ("取消接入失败：网站只剩我司一条接入", None),
        ("网警要求网站挂公安备案号，限期整改", "police"),
        ("阿里云：首页没挂公安备案号，请尽快整改", "after"),
        ("腾讯云：有一笔变更还在管局审核，请等它办完", "provider-review"),
        ("备案在管局审核中被退回，电话打不通", "authority"),
    ],
)
def test_who_sent_it_is_told_by_its_words(text: str, sender: str | None, knowledge: Knowledge) -> None:
    assert diagnose(text, knowledge.engine.reasons(text), knowledge, NOW).sender == sender


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
