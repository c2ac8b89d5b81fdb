"""A conversation with the staff, as the dialogue sees it: when it is offered, what goes where, and how it ends."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.core import dialogue
from bot.core.actions import Home, Human, NewFiling, NoneOfThese, Rate, Read, SpeakTo
from bot.core.button_data import encode
from bot.core.desk import Desk
from bot.core.events import Around, Command, Due, Event, FromStaff, Pressed, Said, attached, said
from bot.core.knowledge import Knowledge
from bot.core.plain import plain
from bot.core.replies import Screen, ToStaff, Turn
from bot.core.screens.rows import WHOM_TO_ASK
from bot.core.state import Language, State, dump_state, load_state
from bot.core.turns.human import IDLE, QUIET
from bot.core.turns.timers import timers
from bot.core.words import MOMENT
from tests.core.sample import CALENDAR
from tests.core.talking import FORGOTTEN

DESK = Desk(-100, time(9), time(18))
WEDNESDAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # ten in the morning in Beijing
EMPTY = State()
OPEN, CLOSE = Pressed(encode(Human(True))), Pressed(encode(Human(False)))


@pytest.fixture
def staffed(knowledge: Knowledge) -> Knowledge:
    return replace(knowledge, desk=DESK)


def talk(
    knowledge: Knowledge,
    *events: Event,
    state: State = EMPTY,
    now: datetime = WEDNESDAY,
    message: int | None = None,
    edited: bool = False,
) -> tuple[State, Turn]:
    """The state after these events, through JSON, and the last turn."""
    for event in events:
        turn = dialogue.respond(event, state, knowledge, now, Around(message=message, edited=edited))
        state = load_state(dump_state(turn.state))
    return state, turn


def texts(turn: Turn) -> str:
    return "\n".join(reply.text for reply in turn.replies if isinstance(reply, Screen))


def to_staff(turn: Turn) -> list[tuple[str, str]]:
    return [(reply.how, reply.text) for reply in turn.replies if isinstance(reply, ToStaff)]


def last_buttons(turn: Turn) -> list[str]:
    *_, last = (reply for reply in turn.replies if isinstance(reply, Screen))
    return [button.data for row in last.buttons for button in row]


def offered(turn: Turn) -> bool:
    data = [b.data for reply in turn.replies if isinstance(reply, Screen) for row in reply.buttons for b in row]
    return encode(Human(True)) in data


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("谢谢，结束吧", True),
        ("好的 没有了 再见", True),
        ("问完了", True),
        ("谢谢", False),
        ("结束了吗", False),
        ("审核结束了", False),
    ],
)
def test_who_says_that_this_is_all_is_told_how_to_end_it(staffed: Knowledge, text: str, ends: bool) -> None:
    state, turn = talk(staffed, OPEN, Said("在吗"), Said(text))
    assert to_staff(turn) == [("say", text)]
    assert state.relay
    assert bool(texts(turn)) == ends
    assert not ends or last_buttons(turn) == [CLOSE.data]


@pytest.mark.parametrize(
    ("now", "there"),
    [
        ("2026-11-25 10:00", "2026-11-25 10:00"),
        ("2026-11-25 08:59", "2026-11-25 09:00"),
        ("2026-11-25 18:00", "2026-11-26 09:00"),
        ("2026-11-27 20:00", "2026-11-30 09:00"),  # Friday evening
        ("2026-09-20 12:00", "2026-09-20 12:00"),  # a Sunday that is worked
        ("2026-09-30 19:00", "2026-10-08 09:00"),  # the national holiday
    ],
)
def test_when_somebody_is_there(now: str, there: str) -> None:
    begin, end = (datetime.fromisoformat(f"{moment}+08:00") for moment in (now, there))
    assert DESK.attended(begin, CALENDAR) == end


def test_it_is_offered_where_nothing_was_found_and_only_where_there_is_staff(
    knowledge: Knowledge, staffed: Knowledge
) -> None:
    lost = Pressed(encode(NoneOfThese()))
    unclear = (Command("rejected"), said("审核意见：1、域名未实名认证；2、贵司量子证书的回执未盖骑缝章。"))
    for events in ((lost,), (said("今天天气怎么样"),), unclear):
        assert offered(talk(staffed, *events)[1])
        assert not offered(talk(knowledge, *events)[1])


@pytest.mark.parametrize(
    "text",
    [
        "转人工",
        "我想找人工客服",
        "怎么联系人工",
        "能不能帮我转接一个真人？",
        "他妈的我要找人工客服",
        "我想搵真人",
        "can I talk to a person",
        "I want to talk to a human",
        "human please",
        "Can I speak with a real person?",
    ],
)
def test_who_asks_for_a_person_in_any_words_is_led_to_the_staff(staffed: Knowledge, text: str) -> None:
    _, turn = talk(staffed, said(text))
    assert "/human" in texts(turn)
    assert offered(turn)


@pytest.mark.parametrize(
    "text", ["我想找人工客服", "怎么联系人工", "human please", "Can I speak with a real person?", "转人工"]
)
def test_without_staff_who_asks_for_a_person_is_told_whom_else_to_ask(knowledge: Knowledge, text: str) -> None:
    _, turn = talk(knowledge, said(text))
    assert "/human" not in texts(turn)
    assert not offered(turn)


@pytest.mark.parametrize(
    "text", ["阿里云客服电话多少", "备案客服电话多少", "客服不理我怎么办", "我不要人工", "for a person"]
)
def test_a_question_on_people_elsewhere_is_answered_as_such(
    knowledge: Knowledge, staffed: Knowledge, text: str
) -> None:
    assert texts(talk(staffed, said(text))[1]) == texts(talk(knowledge, said(text))[1])


def test_the_answer_on_whom_to_ask_leads_to_the_staff_too(knowledge: Knowledge, staffed: Knowledge) -> None:
    press = Pressed(encode(Read(WHOM_TO_ASK)))
    assert offered(talk(staffed, press)[1])
    assert not offered(talk(knowledge, press)[1])


@pytest.mark.parametrize("language", ["", "en"])
@pytest.mark.parametrize("name", ["help", "nonsense"])
def test_the_lists_of_commands_name_a_person_where_there_is_one(
    knowledge: Knowledge, staffed: Knowledge, name: str, language: Language
) -> None:
    told, without = (texts(talk(one, Command(name), state=State(lang=language))[1]) for one in (staffed, knowledge))
    assert ("/human" in told, "/human" in without) == (True, False)
    assert all(command in told for command in ("/menu", "/ask"))


def test_without_staff_the_command_says_so(knowledge: Knowledge) -> None:
    state, turn = talk(knowledge, Command("human"))
    assert "这里没有人工" in texts(turn)
    assert state.relay is None


def test_what_is_typed_goes_to_the_staff_masked_and_commands_stay_here(staffed: Knowledge) -> None:
    state, turn = talk(staffed, Command("human"), said("我的电话 13800138000  备案要多久"))
    assert to_staff(turn) == [("say", "我的电话 〔电话〕  备案要多久")]
    assert "请把那条消息从聊天里删掉" in texts(turn)
    state, turn = talk(staffed, said("还有一句"), state=state)
    assert (to_staff(turn), texts(turn)) == ([("say", "还有一句")], "")
    state, turn = talk(staffed, Command("progress"), state=state)
    assert (to_staff(turn), state.relay is not None) == ([], True)


CODE = "写成：\n\nlocation / {\n    proxy_pass http://a;\n\n\tdeny  all;\n}"


@pytest.mark.parametrize("written", ["某某（北京）公司，①名称②证件 ㎡", "我的網站叫裡程碑，乾隆", CODE])
def test_both_sides_read_what_the_other_wrote_letter_for_letter(staffed: Knowledge, written: str) -> None:
    state, turn = talk(staffed, Command("human"), said(f"{written} 13800138000"))
    assert to_staff(turn) == [("say", f"{written} 〔电话〕")]
    _, turn = talk(staffed, FromStaff(said(written), (5,), True), state=replace(state, lang="zh-hans"))
    assert written in plain(texts(turn))


def test_of_a_picture_with_words_both_sides_are_told_that_only_the_words_went(staffed: Knowledge) -> None:
    captioned = Said("看这里", beside="photo")
    state, turn = talk(staffed, Command("human"), captioned)
    assert to_staff(turn) == [("say", f"看这里\n{staffed.ui['human-beside']}")]
    assert staffed.ui["beside-photo"] in texts(turn)
    _, turn = talk(staffed, FromStaff(captioned, (5,), True), state=state)
    assert to_staff(turn) == [("aside", staffed.ui["human-words-only"])]
    assert "看这里" in texts(turn)


def test_what_a_text_file_says_goes_to_the_staff_too(staffed: Knowledge) -> None:
    state, turn = talk(staffed, Command("human"), attached("退回：①域名未实名认证"))
    assert to_staff(turn) == [("say", "退回：①域名未实名认证")]
    assert state.loose == ()
    captioned = replace(attached("退回：①域名未实名认证"), caption=said("②不明白，电话13800138000"))
    _, turn = talk(staffed, captioned, state=state)
    assert to_staff(turn) == [("say", "②不明白，电话〔电话〕\n退回：①域名未实名认证")]
    assert "电话号码" in texts(turn)


def test_what_the_bot_asks_for_is_answered_to_the_bot(staffed: Knowledge) -> None:
    state, turn = talk(staffed, OPEN, Pressed(encode(NewFiling("first-filing"))), said("个人"))
    assert to_staff(turn) == []
    assert state.draft.subject == "personal"
    assert state.relay is not None


@pytest.mark.parametrize("command", ["ask", "file", "rejected"])
@pytest.mark.parametrize("spoken", [(), (FromStaff(said("在"), (5,), True),)])
def test_what_a_command_asks_is_asked_of_the_bot(
    staffed: Knowledge, command: str, spoken: tuple[FromStaff, ...]
) -> None:
    text = "审核意见：域名未实名认证。" if command == "rejected" else "备案要多久"
    state, _ = talk(staffed, Command("human"), said("在吗"), *spoken)
    _, beside = talk(staffed, Command(command, text))
    state, turn = talk(staffed, Command(command, text), state=state)
    assert to_staff(turn) == []
    assert texts(turn).startswith(texts(beside))
    assert state.relay is not None


@pytest.mark.parametrize(
    ("text", "language"), [("结束对话", ""), ("結束對話。", "zh-tw"), ("end the conversation", "en")]
)
@pytest.mark.parametrize("asking", [(), (Pressed(encode(NewFiling("first-filing"))),)])
def test_the_name_of_the_button_ends_it(
    staffed: Knowledge, text: str, language: Language, asking: tuple[Event, ...]
) -> None:
    state, _ = talk(staffed, Command("human"), said("在吗"), *asking, state=State(lang=language))
    _, turn = talk(staffed, said(text), state=state, message=9, edited=True)
    assert [how for how, _ in to_staff(turn)] == []
    state, turn = talk(staffed, said(text), state=state)
    assert to_staff(turn) == [("end", staffed.ui["human-ended"])]
    assert state.relay is None


@pytest.mark.parametrize(
    "asking",
    [
        (Pressed("n:first-filing"), said("企业"), said("广东")),
        (Command("file"),),
        (Pressed("J:"),),
        (Command("rejected"),),
    ],
)
@pytest.mark.parametrize("spoken", [said("请问贵公司全称是什么？"), Command("t", "faq-progress-query")])
def test_what_the_staff_says_last_is_what_is_answered(
    staffed: Knowledge, asking: tuple[Event, ...], spoken: Said | Command
) -> None:
    begun, _ = talk(staffed, Command("human"), said("在吗"), *asking)
    state, _ = talk(staffed, FromStaff(spoken, (5,), True), state=begun)
    judged = [
        talk(staffed, Pressed(encode(Rate("faq-progress-query", verdict))), state=state)[0]
        for verdict in ("helpful", "unhelpful")
    ]
    for now in (state, *judged):
        after, turn = talk(staffed, said("永顺五金科技有限公司"), state=now)
        assert to_staff(turn) == [("say", "永顺五金科技有限公司")]
        assert staffed.ui["human-not-us"] in texts(turn)
        assert (after.waiting, after.draft, after.filings) == (begun.waiting, begun.draft, begun.filings)
        assert to_staff(talk(staffed, said("就这些"), state=after)[1]) == [("say", "就这些")]
    for turned in (asking[:1], (Command("help"),), (said(staffed.ui["key-rejected"]),)):
        assert to_staff(talk(staffed, *turned, said("永顺五金"), state=state)[1]) == []


@pytest.mark.parametrize(
    "event", [Command("start"), Command("cancel"), Pressed(encode(Home())), Command("start", "t_faq-progress-query")]
)
def test_after_a_screen_of_the_bot_it_says_that_the_conversation_is_open(staffed: Knowledge, event: Event) -> None:
    still, sent = staffed.ui["human-open"], staffed.ui["human-sent"]
    state, turn = talk(staffed, Command("human"), said("在吗"), event)
    assert texts(turn).endswith(still)
    assert last_buttons(turn) == [encode(Human(False))]
    state, turn = talk(staffed, Command("progress"), state=state)
    assert still not in texts(turn), "once is enough"
    state, turn = talk(staffed, said("备案要多久"), state=state)
    assert (to_staff(turn), texts(turn)) == ([("say", "备案要多久")], sent)
    state, turn = talk(staffed, said("还有"), state=state)
    assert texts(turn) == ""
    assert still in texts(talk(staffed, event, state=state)[1])


def test_it_says_so_only_where_the_person_may_not_know(staffed: Knowledge) -> None:
    still = staffed.ui["human-open"]
    state, _ = talk(staffed, Command("human"), said("在吗"))
    asking = Pressed(encode(NewFiling("first-filing")))
    for event in (Command("human"), asking, said("电话 13800138000"), FromStaff(said("在"), (5,), True), CLOSE):
        assert still not in texts(talk(staffed, event, state=state)[1])
    state, turn = talk(staffed, asking, said("个人"), said("广东"), state=state)
    assert still not in texts(turn)
    state, turn = talk(staffed, said("小店"), state=state)
    assert texts(turn).endswith(still)
    assert still not in texts(talk(staffed, Command("start"))[1])


@pytest.mark.parametrize(
    ("message", "open_goes", "late_goes"),
    [
        (5, "bot", "bot"),
        (7, "staff", "nowhere"),
        (8, "bot", "bot"),
        (9, "bot", "bot"),
        (10, "bot", "bot"),
        (11, "staff", "nowhere"),
        (12, "bot", "bot"),
    ],
)
def test_what_is_edited_goes_where_it_went(staffed: Knowledge, message: int, open_goes: str, late_goes: str) -> None:
    asking = Pressed(encode(NewFiling("first-filing")))
    typed = {5: "备案要多久", 6: "/human", 7: "在吗", 8: "个人", 9: "广东", 10: "小店", 11: "还在吗", 12: "/progress"}
    state = EMPTY
    for number, text in typed.items():
        if number == 8:
            state, _ = talk(staffed, asking, state=state, message=3)
        event = Command(text[1:]) if text.startswith("/") else said(text)
        state, _ = talk(staffed, event, state=state, message=number)
    over, _ = talk(staffed, CLOSE, state=state)
    again, _ = talk(staffed, Command("human"), state=over, message=20)
    within, _ = talk(staffed, said("又来了"), state=again, message=21)
    for now, goes in ((state, open_goes), (over, late_goes), (again, late_goes), (within, late_goes)):
        _, turn = talk(staffed, said("在哪里看进度"), state=now, message=message, edited=True)
        passed, late = to_staff(turn) == [("say", "在哪里看进度")], staffed.ui["human-edited-late"] in texts(turn)
        assert ("staff" if passed else "nowhere" if late else "bot") == goes
    _, turn = talk(staffed, said("又来了！"), state=within, message=21, edited=True)
    assert to_staff(turn) == [("say", "又来了！")]


def test_an_edited_answer_to_the_bot_says_how_it_is_changed_in_a_conversation_too(staffed: Knowledge) -> None:
    state, _ = talk(staffed, Command("human"), said("第一句"), message=7)
    state, _ = talk(staffed, *map(Pressed, ("n:first-filing", "s:enterprise", "p:guangdong")), state=state, message=3)
    state, _ = talk(staffed, said("小店"), state=state, message=9)
    state, _ = talk(staffed, said("第二句"), state=state, message=10)
    _, turn = talk(staffed, said("小店官网"), state=state, message=9, edited=True)
    assert to_staff(turn) == []
    assert staffed.ui["edited-late"] in texts(turn)


def test_only_of_the_last_messages_it_is_known_that_they_went_to_the_staff(staffed: Knowledge) -> None:
    state, _ = talk(staffed, Command("human"))
    for number in range(1, 80):
        state, _ = talk(staffed, said("在吗"), state=state, message=number)
    assert state.passed == tuple(range(30, 80))


def test_what_the_staff_edits_comes_again_with_a_mark(staffed: Knowledge) -> None:
    state, _ = talk(staffed, Command("human"), said("在吗"))
    _, turn = talk(staffed, FromStaff(said("先改名称"), (5,), True, edited=True), state=state)
    assert texts(turn) == staffed.ui["human-says-edited"].format(text="先改名称")


def test_out_of_hours_it_says_when_somebody_is_there(staffed: Knowledge) -> None:
    friday, monday = datetime(2026, 11, 27, 12, 0, tzinfo=UTC), datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
    for events in ((Command("human"),), (Command("human"), said("在吗"))):
        told = texts(talk(staffed, *events, now=friday)[1])
        assert f"[11月30日 09:00]({MOMENT}{int(monday.timestamp())})" in told, "in the reader's own time when touched"
    assert "值班" not in texts(talk(staffed, Command("human"))[1])


@pytest.mark.parametrize("end", [(CLOSE,), (FromStaff(Command("close"), (5,), True),), FORGOTTEN, (Due(IDLE),)])
def test_every_end_is_told_to_both_sides_once(staffed: Knowledge, end: tuple[Event, ...]) -> None:
    state, _ = talk(staffed, Command("human"), said("在吗"))
    late = WEDNESDAY + QUIET + timedelta(minutes=1)
    state, turn = talk(staffed, *end, state=state, now=late)
    assert [how for how, _ in to_staff(turn)] == ["end"]
    assert texts(turn)
    assert state.relay is None
    _, turn = talk(staffed, said("个人能备案吗"), state=state, now=late)
    assert to_staff(turn) == []


def test_it_does_not_end_by_itself_while_somebody_talks(staffed: Knowledge) -> None:
    state, _ = talk(staffed, Command("human"))
    later = WEDNESDAY + QUIET - timedelta(hours=1)
    state, turn = talk(staffed, FromStaff(Said("我来了"), (5,), True), state=state, now=later)
    assert {timer.key: timer.due for timer in turn.timers}[IDLE] == later + QUIET
    state, turn = talk(staffed, Due(IDLE), state=state, now=WEDNESDAY + QUIET)
    assert (turn.replies, state.relay is not None) == ((), True)


def test_over_a_weekend_it_waits_for_the_staff(staffed: Knowledge) -> None:
    friday = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
    state, _ = talk(staffed, Command("human"), said("在吗"), now=friday)
    assert timers(state, staffed, friday)[IDLE] == datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


def test_staff_do_not_count_as_contact_and_nothing_on_the_screen_is_lost(staffed: Knowledge) -> None:
    state, _ = talk(staffed, said("备案一共要多久"), Command("human"))
    seen = state.seen
    state, _ = talk(staffed, FromStaff(Said("您好"), (5,), True), state=state, now=WEDNESDAY + timedelta(days=3))
    assert state.seen == seen


def test_to_whom_nobody_talks_the_staff_cannot_either(staffed: Knowledge) -> None:
    _, turn = talk(staffed, FromStaff(Said("您好"), (5,), True))
    assert texts(turn) == ""
    assert [how for how, _ in to_staff(turn)] == ["aside"]


def test_mydata_tells_of_it(staffed: Knowledge) -> None:
    _, turn = talk(staffed, Command("human"), Command("mydata"))
    assert "正和人工对话" in texts(turn)


def test_the_staff_is_spoken_to_in_simplified_chinese_whatever_the_person_does(staffed: Knowledge) -> None:
    state, turn = talk(
        staffed, Command("lang"), Pressed(encode(SpeakTo("zh-tw"))), Command("human"), said("備案被退回了")
    )
    assert to_staff(turn) == [("say", "備案被退回了")], "its own letters, though"
    assert "轉給人工了" in texts(turn)
    _, turn = talk(staffed, FromStaff(Command("start"), (5,), True), CLOSE, state=state)
    assert to_staff(turn) == [("end", staffed.ui["human-ended"])]
    state, _ = talk(staffed, Pressed(encode(SpeakTo("en"))), state=state)
    _, turn = talk(staffed, FromStaff(Command("start"), (5,), True), state=state)
    assert to_staff(turn) == [("aside", staffed.ui["human-commands"])]
    _, turn = talk(staffed, Pressed(encode(NoneOfThese())), state=state)
    assert offered(turn), "in English, too"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            "贴上：\n```\n<a href='x'>*京*</a>\n  第二行\n```\n放在首页",
            "贴上：\n\n```\n<a href='x'>*京*</a>\n  第二行\n```\n\n放在首页",
        ),
        ("```<b>```", "```\n<b>\n```"),
        ("``` ```*", "\\*"),
        ("```<b>", "\\`\\`\\`\\<b\\>"),
    ],
)
def test_code_of_the_staff_is_shown_as_code(staffed: Knowledge, written: str, shown: str) -> None:
    state, _ = talk(staffed, Command("human"), said("在吗"))
    _, turn = talk(staffed, FromStaff(said(written), (5,), True), state=state)
    assert texts(turn).rstrip().endswith(f"\n\n{shown}")
