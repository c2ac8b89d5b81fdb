"""The pasted rejections under tests/rejections: well formed, with every reason, and none of them a stored wording.

They measure how notices are taken apart. What stands in knowledge/ would be recognised anyway and measures nothing.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator
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
from bot.core.texts.wordlists import listed
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
        ("大家好，转发今天发来的邮件：\n----------\n发件人：审核\n\n贵司：执照所载期限已届满", "id-expired"),
        (
            "您好：\n身份证照片反光，请重拍。\n欢迎与我们联系。\n      备案服务部\n      2026年10月12日",
            "id-photo-unclear",
        ),
        ("为确保备案信息真实，我们会致电负责人。26日拨打您的手机无人接听，订单退回。", "phone-unreachable"),
        ("退回：证件号码录错了。另外提醒您：备案期间服务器不要停，手机要接。", "subject-id-number-wrong"),
        ("人脸核验的是“李明”，而订单网站负责人为“张华”，不是同一人", "verify-person-not-match"),
        ("尊敬的客户：域名剩余有效期不满足最低要求，建议续费后再提交。其他资料没有问题。", "domain-validity-short"),
        ("尊敬的会员：您的域名将于下个月到期，请先为域名续费，续费成功后再次提交即可。", "domain-validity-short"),
        ("附件名称：核验单\n问题：模板不是最新的\n建议：下载最新模板", "check-form-template"),
    ],
)
def test_what_is_fine_or_stands_around_a_reason_is_not_told_as_one(
    text: str, reasons: str, knowledge: Knowledge
) -> None:
    found = attempt_of(text, knowledge, NOW)
    assert found.reasons == tuple(f"reject-{name}" for name in reasons.split())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("域名有前科，永远备不了", "blacklist"),
        ("前面那个没弄完的要先删掉", "order-in-progress"),
        ("用户被管控，无法提交", "account-risk"),
        ("执照在别的会员那里登记过了", "account-other-used"),
        ("只剩这一家接着，不让断", "cancel-only-access"),
        ("微信那边认证的公司跟备案的公司两回事", "miniprogram-subject"),
        ("小米那边说少软著", "app-store-proof"),
        ("信箱地址错了收不到", "email-invalid"),
        ("拨打多次无应答", "phone-unreachable"),
        ("登记状态为清算", "business-abnormal"),
        ("高中生不给备", "person-underage"),
        ("标题里有“医院”要批文", "name-preapproval"),
        ("派出所审的那个给退了", "police-returned"),
        ("域名商没有牌照", "domain-registrar"),
    ],
)
def test_a_reason_is_told_without_the_words_of_its_office(text: str, reason: str, knowledge: Knowledge) -> None:
    assert attempt_of(f"退回：{text}", knowledge, NOW).reasons == (f"reject-{reason}",)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("退回：1.手机号重复，其他单位已使用 2.勾了“电子公告”但没有审批，请去掉论坛板块", "请去掉论坛板块"),
        ("退回：网站名称含须前置审批的内容，请提供批准文件", ""),
        ("退回：主体曾备案，请改为新增", ""),
        ("贵单位：来件收悉。经初审有两处资料需要完善。授权书没盖章，域名过期了。其余资料已审核完毕。", ""),
        ("各位同事好，转发一下邮件：审核过程中我们发现，域名未实名。超过时限系统将自动取消订单。", ""),
        ("域名在注册局的状态仍为未认证，因此本次订单暂时无法提交至省通信管理局。", ""),
        ("您的订单已于昨日由管局审核，审核未予通过。管局给出的意见是网站名称与公司无关。", ""),
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
