"""Edited messages: what their former words did is taken back, and the new words count."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.actions import Drop, History, Home, Keep, Rate, Read, Rejected, Settle, Tell, TickFix
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Around, Command, Event, Pressed, said
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import Last, State, dump_state, load_state
from tests.core.sample import NOW
from tests.core.talking import BEGUN, SHOPS, at

ONE = "您的备案未通过审核：1、主办单位名称与证件不一致。"
NOTICE = ONE + "2、域名未实名认证。"
LONG = "备案要多久"
ASKED = (*at("authority-review"), Pressed(encode(Rejected())))


class Chat:
    """A person's chat, in which each text is a message with an id."""

    def __init__(self, knowledge: Knowledge, *events: Event) -> None:
        self.knowledge, self.state, self.now = knowledge, State(), NOW
        self.messages = 0
        self.texts: list[str] = []
        for event in events:
            self.take(event, Around())

    def take(self, event: Event, around: Around) -> None:
        turn = respond(event, self.state, self.knowledge, self.now, around)
        self.state = load_state(dump_state(turn.state))
        self.texts = [reply.text for reply in turn.replies if isinstance(reply, Screen)]

    def say(self, text: str) -> int:
        self.messages += 1
        self.take(said(text), Around(message=self.messages))
        return self.messages

    def edit(self, message: int, text: str) -> None:
        self.take(said(text), Around(message=message, edited=True))


@pytest.mark.parametrize("between", [(), (Pressed(encode(Read("cost-filing"))),), (Pressed(encode(History())),)])
@pytest.mark.parametrize(
    ("begin", "first", "second"),
    [
        ((), NOTICE, LONG),
        ((), NOTICE, ONE),
        ((), ONE, NOTICE),
        ((), LONG, NOTICE),
        (ASKED, NOTICE, LONG),
        (ASKED, NOTICE, ONE),
        (BEGUN[:1], "企业", "个人"),
        (BEGUN[:2], "广东", "浙江"),
        (BEGUN[:2], "广东", LONG),
        (BEGUN[:3], "五金店", "永顺官网"),
        (BEGUN, "第3步怎么做", "域名没实名怎么办"),
        ((), "我在佛山", LONG),
    ],
)
def test_the_last_message_once_edited_did_only_what_its_new_words_do(
    knowledge: Knowledge, begin: tuple[Event, ...], first: str, second: str, between: tuple[Event, ...]
) -> None:
    once, edited = Chat(knowledge, *begin), Chat(knowledge, *begin)
    once.say(second)
    message = edited.say(first)
    for event in between:
        edited.take(event, Around())
    edited.edit(message, second)
    assert edited.texts == once.texts
    assert edited.state == once.state


@pytest.mark.parametrize(
    ("texts", "edit", "same"),
    [
        (("企业", "广东"), (1, "个体户"), ("个体户", "广东")),
        (("企业", "广东", LONG), (2, "浙江"), ("企业", "浙江")),
        (("企业", "广东", LONG), (1, "个体户"), ("个体户", "广东")),
    ],
)
def test_an_older_answer_with_which_a_filing_begins_changes_where_it_was(
    knowledge: Knowledge, texts: tuple[str, ...], edit: tuple[int, str], same: tuple[str, ...]
) -> None:
    edited, once = Chat(knowledge, BEGUN[0]), Chat(knowledge, BEGUN[0])
    for text in texts:
        edited.say(text)
    for text in same:
        once.say(text)
    edited.edit(*edit)
    assert edited.texts[1:] == once.texts, "below that it was changed"
    assert (edited.state.waiting, edited.state.draft) == (once.state.waiting, once.state.draft)


@pytest.mark.parametrize(
    ("begin", "texts"),
    [
        (("企业", "广东"), ("永顺官网", "做完了", "提交了", "是", "跳过", "广东")),
        (("企业", "广东", "五金店", "第3步怎么做"), ("浙江", "个人", "永顺官网", "做完了", "提交了", "是")),
        (("企业", "广东", "五金店", "进度"), ("第一步做完了", "撤销", "换成浙江")),
        (("企业", "广东", "五金店", "/rejected", ONE), ("重新提交了", "第一件做完了", "都改好了", "撤销")),
    ],
)
def test_an_older_message_once_edited_answers_and_does_nothing_that_came_after_it(
    knowledge: Knowledge, begin: tuple[str, ...], texts: tuple[str, ...]
) -> None:
    for text in texts:
        chat = Chat(knowledge, BEGUN[0])
        older = chat.say(LONG)
        for one in begin:
            chat.say(one)
        before = chat.state
        chat.edit(older, text)
        assert replace(chat.state, last=None) == replace(before, last=None)
        assert chat.state.last in (None, before.last)
        assert chat.texts[0] == knowledge.ui["edited-late"], text
        assert len(chat.texts) == 1 + bool(before.waiting)


def test_an_older_message_once_edited_is_answered_if_it_asks(knowledge: Knowledge) -> None:
    chat = Chat(knowledge, *BEGUN[:2])
    older = chat.say(LONG)
    chat.say("广东")
    question = chat.texts
    chat.edit(older, "个人能备案吗")
    assert chat.texts[1:] == question
    assert knowledge.topics["faq-who-can-file"].title in chat.texts[0]
    assert chat.state.waiting == "name"


@pytest.mark.parametrize("later", [timedelta(), timedelta(days=1)])
def test_a_notice_that_is_edited_after_something_was_done_about_it_is_no_second_one(
    knowledge: Knowledge, later: timedelta
) -> None:
    chat = Chat(knowledge)
    message = chat.say(ONE)
    fix = next(iter(knowledge.fixes[id].id for id in knowledge.topics[chat.state.loose[0].reasons[0]].fixes))
    chat.take(Pressed(encode(TickFix(1, fix, True))), Around())
    chat.now += later
    chat.edit(message, NOTICE)
    (attempt,) = chat.state.loose
    assert len(attempt.reasons) == 2
    assert attempt.ticked
    assert chat.texts[0] == knowledge.ui["plan-joined-edited"]


@pytest.mark.parametrize(
    ("said", "reasons"),
    [
        (Settle(1, 0, "reject-check-form-unsigned"), 3),
        (Settle(1, 0, ""), 2),
        (Drop(1, "reject-domain-not-realname"), 1),
    ],
)
def test_an_edited_notice_tells_nothing_once_more_that_was_settled(
    knowledge: Knowledge, said: Settle | Drop, reasons: int
) -> None:
    chat = Chat(knowledge)
    message = chat.say(NOTICE + "3、核验单。")
    chat.take(Pressed(encode(said)), Around())
    before = chat.state.loose[0]
    assert len(before.reasons) == reasons
    chat.edit(message, NOTICE + "3、核验单；4、身份证过期。")
    (attempt,) = chat.state.loose
    assert attempt.reasons == (*before.reasons, "reject-id-expired")
    assert [one.near for one in attempt.unclear] == [one.near for one in before.unclear]
    chat.edit(message, NOTICE + "3、核验单！")
    assert chat.texts[0] == knowledge.ui["edited-notice"]


SECOND = "您的备案未通过审核：1、网站名称不合规。"


def test_an_older_notice_adds_what_is_new_to_its_own_rejection_alone(knowledge: Knowledge) -> None:
    chat = Chat(knowledge, *(said(one) if isinstance(one, str) else one for one in SHOPS))
    older = chat.say(ONE)
    chat.say("记到老王面馆")
    chat.now += timedelta(days=3)
    chat.say(SECOND)
    chat.say("记到小李花店")
    first, second = chat.state.filings
    chat.edit(older, NOTICE)
    assert chat.texts[0] == knowledge.ui["plan-joined-edited"]
    assert chat.state.filings[1] == second
    assert len(chat.state.filings[0].attempts[0].reasons) == len(first.attempts[0].reasons) + 1
    assert chat.state.attempt == first.attempts[0].number


@pytest.mark.parametrize("texts", [(LONG, NOTICE), (NOTICE, "我已经重新提交了", SECOND)])
@pytest.mark.parametrize("edit", [NOTICE + "请尽快修改。", ONE, SECOND])
def test_an_older_message_joins_no_rejection_that_it_did_not_tell(
    knowledge: Knowledge, texts: tuple[str, ...], edit: str
) -> None:
    chat = Chat(knowledge)
    for text in texts:
        chat.say(text)
        chat.now += timedelta(days=2)
    before = chat.state
    chat.edit(1, edit)
    assert chat.texts[0] == knowledge.ui["edited-notice"]
    assert (chat.state.loose, chat.state.attempt) == (before.loose, before.attempt)


def test_an_older_message_tells_of_a_rejection_where_there_is_none(knowledge: Knowledge) -> None:
    chat = Chat(knowledge)
    older = chat.say(LONG)
    chat.say("个人能备案吗")
    chat.edit(older, NOTICE)
    (attempt,) = chat.state.loose
    assert len(attempt.reasons) == 2


@pytest.mark.parametrize("verdict", [Rate("time-total", "unhelpful"), Rate("time-total", "helpful")])
def test_what_was_said_of_an_answer_holds_when_its_question_is_only_worded_otherwise(
    knowledge: Knowledge, verdict: Rate
) -> None:
    chat = Chat(knowledge)
    question = chat.say(LONG)
    chat.take(Pressed(encode(verdict)), Around())
    judged, rated = chat.texts, chat.state.rated
    chat.edit(question, "备案得多久？")
    assert chat.texts == judged
    assert chat.state.rated == rated
    assert respond(Pressed(encode(verdict)), chat.state, knowledge, chat.now).notes == ()
    chat.edit(question, "备案要花钱吗")
    assert chat.state.rated == {}
    chat.say(LONG)
    assert chat.state.rated == {}, "it is another answer"


def test_what_was_deleted_by_typing_is_not_kept_for_an_edit(knowledge: Knowledge) -> None:
    chat = Chat(knowledge, *BEGUN)
    chat.say("删掉这个备案")
    chat.say("确定")
    assert not chat.state.filings
    assert "guangdong" not in dump_state(chat.state)


def test_what_an_edit_takes_back_is_forgotten_once_something_else_is_done(knowledge: Knowledge) -> None:
    chat = Chat(knowledge)
    chat.say(ONE)
    chat.take(Pressed(encode(Home())), Around())
    assert chat.state.last
    assert chat.state.last.before
    chat.take(Pressed(encode(TickFix(1, "x", True))), Around())
    assert chat.state.last, "nothing was done"
    chat.say(LONG)
    assert chat.state.last == Last(2)


def test_who_only_looked_in_is_still_greeted_behind_a_link(knowledge: Knowledge) -> None:
    chat = Chat(knowledge)
    for number, argument in enumerate(("", "t_time-total"), 1):
        chat.take(Command("start", argument), Around(message=number))
    assert chat.texts[0] == knowledge.ui["hello"]


def test_a_number_that_was_deleted_in_words_is_kept_nowhere(knowledge: Knowledge) -> None:
    chat = Chat(knowledge, *BEGUN, Pressed(encode(Keep(1, "icp", "粤ICP备2026001234号-1"))))
    chat.take(Pressed(encode(Tell(1, "icp"))), Around())
    chat.say(knowledge.ui["button-unkeep"])
    assert "2026001234" not in dump_state(chat.state)
