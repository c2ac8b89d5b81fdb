"""Which language a person is spoken to in; and that what is converted keeps what must be found again."""

import re
from collections import defaultdict
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import languages
from bot.core.actions import Delete, Draw, Export, Flows, OpenKept, Read, Share, SpeakTo, TickFix
from bot.core.button_data import decode, encode
from bot.core.dialogue import respond
from bot.core.events import Around, CardOpened, Command, Due, Event, Pressed, said
from bot.core.knowledge import Knowledge
from bot.core.languages import as_content, convert, heard, is_simplified, language_of, of_client, speak, written
from bot.core.replies import Button, Drawing, File, Screen, Toast, ToStaff
from bot.core.screens.answers import choices
from bot.core.state import Language, State, dump_state, load_state
from bot.search import Part
from bot.search.bands import Choice

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh-hant", "zh-tw"),
        ("zh-TW", "zh-tw"),
        ("zh_HK", "zh-hk"),
        ("zh-Hant-MO", "zh-hk"),
        ("zh-hans", "zh-hans"),
        ("zh", "zh-hans"),
        ("en-GB", "en"),
        ("de", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_client(tag: str, language: Language) -> None:
    assert of_client(tag) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("備案要多久", "zh-tw"),
        ("请问备案要多久", ""),
        ("台灣公司可以備案嗎", "zh-tw"),
        ("公司", ""),
        ("How long does ICP filing take?", "en"),
        ("beian yao duojiu", ""),
        ("icp beian yao duojiu", ""),
        ("〔手机号〕 is my number", "en"),
        ("approved, it is 苏ICP备2026055555号-1", "en"),
        ("苏ICP备2026055555号-1", ""),
        ("123 😀", ""),
    ],
)
def test_the_language_of_a_text(text: str, language: Language) -> None:
    assert written(text) == language


@pytest.mark.parametrize(
    ("text", "simplified"),
    [
        ("请问备案要多久", True),
        ("備案要多久", False),
        ("公司", False),
        ("台商", False),
        ("〔手机号〕 is my number", False),
        ("苏ICP备2026055555号-1", False),
        ("", False),
    ],
)
def test_simplified_is_told_only_by_its_own_signs(text: str, simplified: bool) -> None:
    assert is_simplified(text) == simplified


@pytest.mark.parametrize(
    ("client", "events", "language"),
    [
        ("zh-hk", [said("备案要多久")], "zh-hk"),
        ("zh-hans", [said("備案要多久")], "zh-tw"),
        ("zh-hans", [said("備案要多久"), Command("help")], "zh-tw"),
        ("", [said("備案要多久"), said("谢谢，我看看简体的")], "zh-hans"),
        ("", [said("備案要多久"), said("您的备案未通过审核：" + "主办单位名称与证件不一致；" * 5)], "zh-tw"),
        ("en", [Command("start")], "zh-hans"),
        ("en", [said("how much does it cost")], "en"),
        ("en", [said("how much does it cost"), said("beian yao duojiu")], "en"),
        ("en", [said("how much does it cost"), said("备案要多久")], "zh-hans"),
        ("en", [said("how much does it cost"), said("what does 管局审核中 mean")], "en"),
        ("", [said("how much does it cost"), said("is 管局審核 the last step")], "en"),
        ("zh-hans", [said("how much does it cost")], "zh-hans"),
        ("de", [said("OK")], "zh-hans"),
        ("de", [said("how much does it cost"), said("thanks")], "en"),
        ("", [said("how much does it cost"), said("the number is 苏ICP备2026055555号-1")], "en"),
        ("", [said("how much does it cost"), said("苏ICP备2026055555号-1")], "en"),
        ("", [said("how much does it cost"), said("号下来了，苏ICP备2026055555号-1")], "zh-hans"),
        ("", [said("how much does it cost"), said("备案要多久")], "zh-hans"),
        ("", [said("My filing was rejected: ID photo is blurry")], "en"),
        ("", [said("被退回了，說網站名稱不符合要求")], "zh-tw"),
        ("", [said('we got rejected: "域名未实名"')], "en"),
        ("", [said("备案被退了，说「domain real-name is missing」")], "zh-hans"),
        ("zh-hk", [Pressed(encode(SpeakTo("en"))), said("備案要多久")], "en"),
        ("zh-hk", [Pressed(encode(SpeakTo("zh-hans"))), Pressed(encode(SpeakTo("")))], "zh-hk"),
        ("", [Pressed(encode(SpeakTo("klingon")))], "zh-hans"),
    ],
)
def test_the_language_that_is_spoken(client: str, events: list[Event], language: Language) -> None:
    state = State()
    for event in events:
        state = load_state(dump_state(heard(state, event, client)))
    assert language_of(state) == language
    assert language_of(heard(state, Due("deadline:1:x"), "")) == language, "a reminder comes without a client"


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("由本人签，看浏览器标签", "由本人簽，看瀏覽器標籤"),
        ("别只看这一只，那只会多", "別只看這一隻，那只會多"),
        ("了解以后再恢复了解析，都标明了，一目了然", "瞭解以後再恢復了解析，都標明了，一目瞭然"),
        ("为备案准备，批准了", "為備案準備，批准了"),
        ("加上链接，结果一出", "加上鏈接，結果一出"),
        ("但云厂商能备案几个", "但雲廠商能備案幾個"),
        ("托建站公司办，别省放得松", "託建站公司辦，別省放得鬆"),
        ("在阿里云的下拉里", "在阿里雲的下拉裡"),
    ],
)
def test_of_signs_that_are_one_in_simplified_the_one_that_is_meant_is_written(
    simplified: str, traditional: str
) -> None:
    assert convert(simplified, "zh-tw") == traditional
    assert convert(simplified, "zh-hk").count("裏") == traditional.count("裡")


@pytest.mark.parametrize("language", ["zh-tw", "zh-hk"])
def test_all_content_is_converted_once_and_for_all(knowledge: Knowledge, language: Language) -> None:
    for text in (*knowledge.ui.values(), *(topic.text + topic.more for topic in knowledge.topics.values())):
        converted = convert(text, language)
        assert convert(converted, language) == converted
        assert len(converted) == len(text)


def test_the_two_kinds_of_traditional_and_the_words_of_the_mainland() -> None:
    text = "《互联网信息服务管理办法》里的短信核验"
    assert convert(text, "zh-tw") == "《互聯網信息服務管理辦法》裡的短信核驗"
    assert convert(text, "zh-hk") == "《互聯網信息服務管理辦法》裏的短信核驗"


@pytest.mark.parametrize(
    "kept",
    [
        "```\n您好，我的备案被退回了。\n```",
        "`备案号`",
        "[备](https://example.com/备案)",
        "https://beian.example/?a=1",
        "粤ICP备12345678号",
        "粤ICP备…号",
        "京公网安备11010502000001号",
    ],
)
def test_what_is_copied_or_opened_stays_as_it_is(kept: str) -> None:
    shown = convert(f"把这个网站\n\n{kept}\n\n发给他们。", "zh-tw")
    assert shown.startswith("把這個網站")
    assert shown.endswith("發給他們。")
    assert kept.replace("[备]", "") in shown


def test_of_a_screen_the_words_are_converted_and_nothing_else() -> None:
    replies = (
        Toast("记下了"),
        Screen(
            "备案", ((Button("复制", copy="您好，备案"), Button("网", url="https://x.cn/网"), Button("问", "q:备")),)
        ),
        File("数据.json", "备案".encode(), "说明"),
        File("进度.txt", "网站备案\n粤ICP备1号".encode(), "说明"),
    )
    toast, screen, file, read = speak(replies, "zh-tw", None)  # type: ignore[arg-type]  # nothing of it is asked for
    assert toast == Toast("記下了")
    rows = ((Button("複製", copy="您好，备案"), Button("網", url="https://x.cn/网"), Button("問", "q:备")),)
    assert screen == Screen("備案", rows)
    assert file == File("數據.json", "备案".encode(), "說明")
    assert read == File("進度.txt", "網站備案\n粤ICP备1号".encode(), "說明")


@given(st.text(st.sampled_from("备案`\n ()[]h t t p s : / / x 粤ICP号0"), max_size=40))
def test_any_text_can_be_converted(text: str) -> None:
    converted = convert(text, "zh-tw")
    assert convert(converted, "zh-tw") == converted
    assert len(converted) == len(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("個體工商戶", "个体工商户"),
        ("乾元小店", "乾元小店"),
        ("I filled mine in, my boss not yet", "我的填好了,老板还没"),
        ("收到短信 琴晚8點", "收到短信 昨晚8点"),
        ("係呀，佢哋尋晚9點先交咗", "是呀，他们昨晚9点先交了"),
        ("係關係好嘅公司", "是关系好的公司"),
        ("唔係，仲未過", "不是，还没过"),
        ("唔，好的", "嗯，好的"),
        ("過咗未呀", "过了吗呀"),
        ("站点填好了，企业而家庭没有", "站点填好了，企业而家庭没有"),
        ("跟住點做", "然后点做"),
        ("送出申請了", "提交申请了"),
        ("已經送出 昨天下午三點", "已经提交 昨天下午三点"),
        ("那就重送", "那就重新提交"),
        ("報送審核，短信已發送出去", "报送审核，短信已发送出去"),
        ("張相重新影咗", "照片重新拍了"),
        ("we are a company in Acme", "我们是公司在Acme"),
        ("I'm a sole trader, using Tencent Cloud", "是个体户,用腾讯云"),
        ("I am an individual, can I file", "I am an individual, can I file"),
        ("address fixed", "地址改好了"),
        ("our phones are on now", "电话现在通了"),
        ("submitted", "提交了"),
        ("We've just RESUBMITTED it yesterday.", "昨天刚刚重新提交了."),
        ("we submitted it at 9:30pm yesterday", "昨天下午9点30分提交了"),
        ("The SMS came two hours ago, I've entered the code", "2小时前短信来了,验证码填好了"),
        ("approved on the 3rd of Nov", "11月3日通过了"),
        ("no SMS received so far, we received no number", "no SMS received so far,备案号没收到"),
        ("No code came yesterday", "昨天验证码没来"),
        ("no, the SMS came", "不是,短信来了"),
        ("waiting for 2 weeks", "等了14天了"),
        ("passed the first review and then the sms arrived", "初审过了，短信来了"),
        ("no wait, it hasn’t been submitted yet", "不对,还没提交"),
        ("acme was approved", "Acme通过了"),
        *(("I did the second", "第二个做好了"), ("done the first one", "第一个完成了")),
        ("done with the first step", "第一步完成了"),
        ("it's been 3 weeks, nothing", "21天了,没消息"),
        ("we have waited three weeks and heard nothing", "等了21天了，没消息"),
        ("Guide me through it please", "陪我办"),
        ("Please remind me in three days", "3天后提醒我"),
        ("remind me tomorrow at 9am", "明天上午9点提醒我"),
        ("they remind me of my school", "they remind me of my school"),
        ("ok walk us through a first filing", "陪我办首次备案"),
        ("who can guide me", "who can guide me"),
        ("the reviewer called and approved", "审核员来电话了，通过了"),
        ("the reviewer asked me something", "the reviewer asked me something"),
        ("changed the colour and resubmitted", "changed the colour，重新提交了"),
        ("got rejected: the name is too short", "被退回了: the name is too short"),
        ("submitted?", "submitted?"),
        ("has it passed", "has it passed"),
        ("Foo was approved", "Foo was approved"),
        ("The Order", "The Order"),
        ("what if it was rejected", "what if it was rejected"),
    ],
)
def test_what_is_typed_otherwise_is_compared_with_the_content(typed: str, read: str, knowledge: Knowledge) -> None:
    assert as_content(typed, knowledge, ["Acme"]) == read


def test_who_types_in_traditional_is_answered_in_it(knowledge: Knowledge) -> None:
    (screen,) = respond(said("廣東"), State(), knowledge, NOW).replies
    assert isinstance(screen, Screen)
    assert "廣東" in screen.text
    assert "广东" not in screen.text


def test_a_letter_to_the_mainland_stays_simplified(knowledge: Knowledge) -> None:
    state = State(lang="zh-hk")
    turn = respond(said("退回原因：主办单位名称与证件不一致；域名未实名认证"), state, knowledge, NOW)
    turn = respond(Pressed("L:1"), turn.state, knowledge, NOW)
    (menu,) = (reply for reply in turn.replies if isinstance(reply, Screen))
    letter = menu.buttons[0][0]
    (screen,) = respond(Pressed(letter.data), turn.state, knowledge, NOW).replies
    assert isinstance(screen, Screen)
    copies = [button.copy for row in screen.buttons for button in row if button.copy]
    fenced = screen.text.split("```")[1]
    assert "备案" in fenced
    assert "備" not in fenced
    assert all(copy.strip() == fenced.strip() for copy in copies)
    assert languages.convert("备案", "zh-hk") == "備案"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("it is over on 2027年1月8日", "it is over on 8 January 2027"),
        ("back on [11月27日 09:00](time:1) in Beijing", "back on [27 November 09:00](time:1) in Beijing"),
        (
            "Sources: 《办法》2020年8月17日起全国执行, as it says in the words of this source",
            "Sources: 《办法》2020年8月17日起全国执行, as it says in the words of this source",
        ),
        ("on 13月1日, which is none", "on 13月1日, which is none"),
        ("has a phone number、a name in it", "has a phone number, a name in it"),
    ],
)
def test_dates_and_lists_by_themselves_are_read_in_english(knowledge: Knowledge, text: str, read: str) -> None:
    assert speak((Screen(text),), "en", knowledge) == (Screen(read),)
    chinese = Screen("这一页只有中文，没有别的话可说了" * 3 + "，11月27日 再来")
    (shown,) = speak((chinese,), "en", knowledge)
    assert isinstance(shown, Screen)
    assert shown.text.endswith("11月27日 再来")
    lines = Screen(f"{chinese.text}\n\n{text}", ((Button(text, "h"),),))
    assert speak((lines,), "en", knowledge) == (Screen(f"{shown.text}\n\n{read}", ((Button(read, "h"),),)),)


@pytest.mark.parametrize(
    ("language", "key"), [("en", "📍 My progress"), ("zh-tw", "📍 我的進度"), ("zh-hans", "📍 我的进度")]
)
def test_the_keys_below_the_field_come_anew_in_the_language_that_is_chosen(
    knowledge: Knowledge, language: Language, key: str
) -> None:
    *_, last = respond(Pressed(encode(SpeakTo(language))), State(), knowledge, NOW).replies
    assert isinstance(last, Screen)
    assert key in [each for row in last.keys or () for each in row]


BEGUN_IN_ENGLISH = (Pressed("n:first-filing"), said("company"), said("Shenzhen"), said("My shop"))


@pytest.mark.parametrize(
    "events",
    [
        (Command("progress"),),
        (Command("remind"),),
        (Command("status"),),
        (Command("mydata"),),
        (CardOpened(None),),
        (*BEGUN_IN_ENGLISH[:1],),
        (*BEGUN_IN_ENGLISH[:2],),
        (*BEGUN_IN_ENGLISH[:3],),
        (*BEGUN_IN_ENGLISH, Command("remind")),
        (*BEGUN_IN_ENGLISH, Command("mydata")),
        (*BEGUN_IN_ENGLISH, Pressed(encode(Draw(1)))),
        (*BEGUN_IN_ENGLISH, Pressed(encode(Export(1)))),
        (*BEGUN_IN_ENGLISH, Pressed(encode(OpenKept(1)))),
        (*BEGUN_IN_ENGLISH, Pressed(encode(Share(1, True)))),
        (*BEGUN_IN_ENGLISH, Pressed(encode(Delete(1, False)))),
    ],
)
def test_menus_and_errors_are_there_in_english(knowledge: Knowledge, events: tuple[Event, ...]) -> None:
    state = State(lang="en")
    for event in events:
        turn = respond(event, state, knowledge, NOW)
        state = turn.state
    texts = [r.caption if isinstance(r, File | Drawing) else r.text for r in turn.replies if not isinstance(r, ToStaff)]
    assert all(texts)
    assert "only in Chinese" not in "".join(texts)


def test_how_long_things_take_is_told_in_english(knowledge: Knowledge) -> None:
    assert knowledge.in_english
    steps = [step for flow in knowledge.in_english.flows.values() for step in flow.steps]
    told = {fact.text for step in steps for fact in (step.duration, step.deadline) if fact}
    assert "20 working days" in told
    assert not [text for text in told if "天" in text or "日" in text]


def test_the_day_of_a_result_is_told_in_one_language(knowledge: Knowledge) -> None:
    events = [said(text) for text in ("rejected: phone not answered", "fixed it, resubmitted", "how long now")]
    state = State(lang="en")
    for event in events:
        turn = respond(event, state, knowledge, NOW)
        state = turn.state
    (shown,) = speak(turn.replies, "en", knowledge)
    assert isinstance(shown, Screen)
    line = next(line for line in shown.text.split("\n") if "📅" in line)
    assert "a result by about" in line
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in line)


def test_choices_that_are_there_in_english_come_first_for_its_readers(knowledge: Knowledge) -> None:
    order = ["police-how", "time-total", "time-change", "cost-filing"]
    part = Part("x", False, "choose", tuple(Choice(id, 0.4, "") for id in order), 0.9)
    assert knowledge.in_english
    for known, wanted in (
        (knowledge, order),
        (knowledge.in_english, ["time-total", "cost-filing", "police-how", "time-change"]),
    ):
        shown = [decode(button.data) for row in choices(known, part, quoted=False).buttons for button in row]
        assert shown[:-1] == [Read(id) for id in wanted]


@pytest.mark.parametrize(
    "text",
    ["I want to file", "I'd like to file", "I want to begin", "start", "guide me", "Please walk me through this"],
)
def test_who_wants_to_file_in_english_begins_with_it(text: str, knowledge: Knowledge) -> None:
    asked, offered = (respond(event, State(lang="en"), knowledge, NOW) for event in (said(text), Command("file")))
    assert asked.replies == offered.replies


IN_ENGLISH_UP_TO_ITS_NAME = (said("how much does it cost"), *BEGUN_IN_ENGLISH[:3])


@pytest.mark.parametrize(
    ("events", "language"),
    [
        ([said("how much does it cost"), said("您的备案未通过审核：域名未实名认证。")], "en"),
        ([said("how much does it cost"), Command("rejected"), said("域名未实名认证")], "en"),
        ([said("how much does it cost"), said("主办单位名称与证件不一致；域名未实名认证")], "en"),
        ([said("how much does it cost"), said("我的备案被退了，域名没实名")], "zh-hans"),
        ([said("how much does it cost"), said("备案要多久")], "zh-hans"),
        ([Command("start"), said("您的备案未通过审核：域名未实名认证。")], "zh-hans"),
        ([said("您的备案未通过审核：域名未实名认证。"), said("what shall I do")], "en"),
        *(
            ([said("how much does it cost"), said(text)], "en")
            for text in ("谢谢", "好的，谢谢你", "收到，辛苦了", "没问题", "对的", "我的进度", "📍 我的进度", "不是")
        ),
        ([said("how much does it cost"), said("谢谢，那广东要什么材料")], "zh-hans"),
        ([*IN_ENGLISH_UP_TO_ITS_NAME, said("永顺五金店官网")], "en"),
        ([*IN_ENGLISH_UP_TO_ITS_NAME, said("网站名称可以改吗？")], "zh-hans"),
        *(([said("备案要多久"), said(text)], "zh-hans") for text in ("ok", "thank you very much", "yes", "OK thanks")),
        ([said("备案要多久"), said("how much does it cost")], "en"),
        ([said("hello")], "en"),
    ],
)
def test_only_whole_sentences_of_ones_own_tell_another_language(
    events: list[Event], language: Language, knowledge: Knowledge
) -> None:
    state = State()
    for event in events:
        state = respond(event, state, knowledge, NOW, Around(client="en")).state
    assert language_of(state) == language


@pytest.mark.parametrize(
    ("client", "text", "offered"),
    [
        ("en", "您的备案未通过审核：域名未实名认证。", True),
        ("de", "域名未实名认证", True),
        ("en", "我想问一下备案要多久", False),
        ("en", "how long does it take", False),
        *((client, "您的备案未通过审核：域名未实名认证。", False) for client in ("", "zh-hans", "zh-TW")),
    ],
)
def test_the_first_answer_offers_english_to_whom_told_no_language_yet(
    client: str, text: str, offered: bool, knowledge: Knowledge
) -> None:
    state = State()
    for first in (True, False):
        turn = respond(said(text), state, knowledge, NOW, Around(client=client))
        state = turn.state
        screens = [reply for reply in turn.replies if isinstance(reply, Screen) and reply.keys is None]
        assert (encode(SpeakTo("en")) in [one.data for row in screens[-1].buttons for one in row]) == (
            first and offered
        )
        assert ("I speak English" in screens[-1].text) == (first and offered)


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (said("您的备案未通过审核：域名未实名认证。"), encode(TickFix(1, "domain-realname", True))),
        (Command("start"), encode(Flows())),
    ],
)
def test_a_plan_is_shown_again_in_the_language_that_is_chosen(first: Event, told: str, knowledge: Knowledge) -> None:
    state = respond(first, State(), knowledge, NOW, Around(client="en")).state
    turn = respond(Pressed(encode(SpeakTo("en"))), state, knowledge, NOW, Around(client="en"))
    toast, screen, keys = turn.replies
    assert isinstance(toast, Toast)
    assert isinstance(screen, Screen)
    assert isinstance(keys, Screen)
    assert told in [one.data for row in screen.buttons for one in row]


@pytest.mark.parametrize(
    ("client", "offered"), [("en", True), ("de", True), ("zh-hans", False), ("zh-TW", False), ("", False)]
)
def test_the_welcome_offers_english_to_clients_that_are_not_chinese(
    client: str, offered: bool, knowledge: Knowledge
) -> None:
    def starts(state: State) -> tuple[State, str]:
        turn = respond(Command("start"), state, knowledge, NOW, Around(client=client))
        screen = next(reply for reply in turn.replies if isinstance(reply, Screen))
        assert (encode(SpeakTo("en")) in [one.data for row in screen.buttons for one in row]) == (
            "I speak English" in screen.text
        )
        return turn.state, screen.text

    state, text = starts(State())
    assert ("I speak English" in text) == offered
    for lang in ("en", "zh-hans"):
        state = respond(Pressed(encode(SpeakTo(lang))), state, knowledge, NOW, Around(client=client)).state
        assert "I speak English" not in starts(state)[1]


_PRESSES = re.compile(r"点[^「」。，]{0,8}「([^」]+)」|「([^\w「」{][^」]*)」")
"""A button that a sentence tells to press, or that it names with its icon."""


def test_an_english_sentence_names_a_button_as_it_is_labelled(knowledge: Knowledge) -> None:
    def words(label: str) -> str:
        return re.sub(r"^[^\w{「]+", "", label)

    assert knowledge.in_english
    english = knowledge.in_english.ui
    labels = defaultdict[str, set[str]](set)
    for key, label in knowledge.ui.items():
        if key.startswith(("button-", "key-")):
            labels[words(label)].add(words(english[key]))
    named = [
        (key, labels[words(pressed)])
        for key, text in knowledge.ui.items()
        for pressed in map("".join, _PRESSES.findall(text))
        if words(pressed) in labels and english[key] != text
    ]
    assert len(named) > 10
    assert [(key, label) for key, label in named if not any(one in english[key] for one in label)] == []


_NOT_FOR_PEOPLE = re.compile(
    "(reload|stats|digest|fault|chart|misses|topic-|adopt|health|staff|human-)|button-(chart|adopt|misses|(drop|next)-miss)"
)
"""Sentences that admins or the staff read."""
_IN_CHINESE_ANYHOW = re.compile("language-|where-|sign-code|letter-(no-reason|day)|chat-came-back|applicant-renamed")
"""Names of languages, words of consoles, and parts of texts that are in Chinese."""


def test_what_people_read_of_the_bot_itself_is_there_in_english(knowledge: Knowledge) -> None:
    assert knowledge.in_english
    english = knowledge.in_english.ui
    left = [key for key, text in knowledge.ui.items() if english[key] == text and re.search("[一-鿿]", text)]
    assert [key for key in left if not (_NOT_FOR_PEOPLE.match(key) or _IN_CHINESE_ANYHOW.match(key))] == []
