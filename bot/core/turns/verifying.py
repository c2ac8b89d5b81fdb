"""What typed words say of the codes that come by text message, and turns that note whose came, and who has filled
theirs in, or not yet."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from bot.core import course
from bot.core.actions import Finish, Mend, Tried
from bot.core.filings.clock import hours_end
from bot.core.knowledge import Flow, Knowledge, Step
from bot.core.replies import Screen, Turn
from bot.core.screens import answers, step_screens
from bot.core.state import Filing
from bot.core.texts.asking import wonders
from bot.core.texts.diagnosis import SMS_MISSED
from bot.core.texts.outcomes import has_lost_it
from bot.core.texts.reckoning import AUTHORITY
from bot.core.texts.wordlists import LONGEST_SHORT, apart, either, has, has_only, kinds_alone, listed, of_lists
from bot.core.turns import following, presses, resubmitting, stepping
from bot.core.turns.resubmitting import CODE
from bot.core.turns.talk import Talk
from bot.core.words import Marked, shown_time
from bot.search.normalise import Wordings, clean
from bot.search.numbers import NUMBER, number

NOT_CAME = "sms-not-received"
"""The topic on how to have the message once more."""
_CODES = "sms-"
"""Begins the ids of the items of checklists that are about codes."""
_ITEMS: Mapping[str, str] = {"subject": "sms-subject", "site": "sms-site"}
"""Those of them that are about the code of one person."""
_PEOPLE = (*_ITEMS, "mine", "other", "all", "one")
_WHOSE = (*_PEOPLE, "code")
_SAID: Mapping[str, tuple[str, ...]] = {
    "": ("words-move", "words-code-around"),
    "done": ("words-move-done",),
    "received": ("words-move-received", "words-code-came"),
    "missed": ("words-missed", "words-code-missed"),
    **{kind: (f"words-code-{kind}",) for kind in ("filled", "absent", *_PEOPLE)},
    "code": ("words-about-sms",),
}
"""What words say of codes, and where they are listed: nothing; that something was done, whatever that was; that they
came; that they are not filled in, or are; that they did not come; whose they are, or only what."""

_WRONG = re.compile(rf"(?P<around>.*?)(?:输入|[填输打写])?错[了咗]?(?:(?P<times>{NUMBER})[次回遍]了?)?")
_AGAIN = re.compile("[又再]")
_SINGLE = re.compile(r"(?:就|只有|一共|总共|就?我)一(?:条|个人?)的?(?=[，,。；\s])")
"""That there is only one code, told before what became of it."""
_NOT = r"\1没填"
"""What it says that somebody is waited for to do so (等老板填)."""

_UNSAID = (
    ("slip", "words-move-slip"),
    ("absent", "words-code-absent"),
    ("other", "words-other-message"),
    ("really", "words-really"),
)
_MISSED = tuple((key, f"words-{key}") for key in ("missed", "code-missed", "late"))
_AROUND = ("words-move", "words-about-sms", *(f"words-code-{one}" for one in ("around", *_PEOPLE)))
"""Words that tell nothing of a code, or only whose it is."""

Told = Mapping[str, frozenset[str]]
"""What is said of codes, with whose they are; nobody's in particular where that is empty."""


def told_of_codes(knowledge: Knowledge, text: str) -> Told:
    """What a text says of codes; nothing where it says anything else besides."""
    words = _wordings(tuple((kind, *map(knowledge.words.__getitem__, keys)) for kind, keys in _SAID.items()))
    told, whose, last = dict[str, frozenset[str]](), frozenset[str](), ""
    text = _SINGLE.sub("全部", text)
    plain = clean(_waiting(knowledge).sub(_NOT, text)) if len(text) <= LONGEST_SHORT else ""
    for word in words.replace(plain).split():
        if word in _WHOSE:
            whose |= {word}
        elif word in _SAID:
            told[word], whose, last = told.get(word, frozenset()) | whose, frozenset(), word
        else:
            return {}
    return {**told, last: told[last] | whose} if last else {}


def tells_missed(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells only that the code was not filled in, or too late (没填, 过期了)."""
    return bool(kinds_alone(knowledge, clean(text), _MISSED, *_AROUND))


def unsays_message(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells only that the message that was told to have come is another one, or did not come after all
    (看错了 那是快递短信, 其实没收到)."""
    found = kinds_alone(knowledge, clean(text), _UNSAID, "words-other-message-around", "words-move")
    return "other" in found or bool("absent" in found and found & {"slip", "really"})


def times_wrong(knowledge: Knowledge, text: str, before: int) -> int:
    """How often the code was wrong by now by what a text tells of that and nothing else (验证码输错三次了, 又输错了);
    0 for any other."""
    of_bot = any(word in text for word in listed(knowledge, "words-ours-yours"))
    found = _WRONG.fullmatch(clean(text)) if len(text) <= LONGEST_SHORT and not of_bot else None
    if found is None or not has_only(knowledge, found["around"], *_AROUND):
        return 0
    again = _AGAIN.search(found["around"])
    if found["times"] and not again:
        return max(before, number(found["times"]))
    tells_of_code = found["times"] or again or has(knowledge, text, "words-about-sms")
    return before + max(1, number(found["times"] or "")) if tells_of_code else 0


def of_codes(talk: Talk, text: str) -> Turn | None:
    """What comes of a text that tells who has filled in the code, or has not, or how often it was wrong, at the
    step that waits for that, or that the message is lost. Before the message came, who only says that something is
    done may mean anything; who says that somebody has not is asked whether it came. Where nothing was begun with
    us, what comes next is told: right after where the code is filled in was read, of whatever is done."""
    if wonders(talk.knowledge, text):
        return None
    if talk.current is None:
        came = talk.state.topic == CODE or (talk.rejection is not None and talk.rejection[0].reached == "code")
        of_sms = came or has(talk.knowledge, text, "words-about-sms")
        begun = talk.state.filings or talk.at_work or not of_sms
        told = told_of_codes(talk.knowledge, text)
        if not (talk.state.filings or talk.at_work) and told.keys() == {"filled", "missed"} and _of(told, "missed"):
            return resubmitting.offering(talk, talk.say("ahead-some"), "code", CODE, text)
        if begun or not (told.keys() == {"filled"} or (told.keys() == {"done"} and came)):
            return None
        return resubmitting.offering(talk, talk.say("ahead-authority"), "authority", AUTHORITY, text)
    filing, flow, step = talk.current
    shown, awaited = talk.state.showing == step.id, course.mark(filing, step.id).awaited
    lost = talk.knowledge.topics.get(NOT_CAME) if step.guarded and not talk.at_work else None
    if lost and has_lost_it(talk.knowledge, text):
        return talk.aside(answers.topic_screen(talk.knowledge, talk.state, lost, asked=text))
    times = times_wrong(talk.knowledge, text, course.mark(filing, step.id).wrong) if step.guarded and shown else 0
    if times:
        return presses.typed_action(talk, Tried(filing.number, step.id, "wrong", times))
    told = told_of_codes(talk.knowledge, text)
    named = frozenset().union(*told.values())
    ahead = course.guarded(flow, step) if course.is_judged(step) and not (step.guarded or talk.at_work) else None
    if ahead and named - {"code", "all"} and told.keys() & {"filled", "missed", "received"}:
        return stepping.received(talk, filing, ahead, shown=False)
    clear = named or not awaited or ("filled" in told and step.id != flow.resubmit)
    meant = clear and (shown or (named and talk.at_work is None))
    if not (told and step.guarded and meant) or has(talk.knowledge, text, "words-tick"):
        return None
    if told.keys() & {"filled", "done"}:
        return filled(talk, filing, flow, step, told)
    if named and "received" in told:
        return stepping.received(talk, filing, step, shown)
    if "missed" not in told:
        return None
    if awaited:
        return stepping.received(talk, filing, step, shown=False)
    return show_time(talk, filing, step)


def show_time(talk: Talk, filing: Filing, step: Step) -> Turn:
    """How a step of a filing stands in time."""
    return talk.show(step_screens.time_screen(talk.knowledge, filing, step, talk.now))


def filled(talk: Talk, filing: Filing, flow: Flow, step: Step, told: Told) -> Turn | None:
    """Those who have filled in theirs are noted: with all of them the step is over; with somebody left the hours go
    on; where that is open, it is asked."""
    whose = _of(told, "filled", "done") or _of(told, "received") - {"code"}
    lacking = {_ITEMS.get(one) for one in _of(told, "missed", "absent")}
    codes = [item.id for item in course.checklist(step, filing) if item.id.startswith(_CODES)]
    left = {*codes} - lacking - {*course.mark(filing, step.id).ticked}
    mine, others = (left & {*ids} for ids in ({_ITEMS.get(one) for one in whose}, _ITEMS.values()))
    if whose & {"mine", "other"} and len(others - mine) == 1:
        mine = others
    some = bool(told.keys() & {"missed", "absent"}) or "one" in whose
    only = filing.subject == "personal" or (not whose and len(left) < 2) or whose == {"code"}
    every = not some and (only or "all" in whose or (mine and mine == left))
    ends = hours_end(filing, talk.knowledge)
    if ends and ends <= talk.now and not some:
        return whether_in_time(talk, filing, step, ends)
    if every and talk.state.showing != step.id:
        return stepping.over(talk, filing, flow, step)
    noted = filing if every else course.came(filing, step, talk.now)
    turn = following.tick_items(talk, noted, step, tuple(sorted(left if every else mine)), True)
    after = talk.with_state(turn.state or talk.state)
    done = Finish(filing.number, step.id)
    if every:
        return presses.typed_action(after, done)
    if some:
        return turn.below(Screen(talk.say("sms-some")))
    lines = (step_screens.item_line(talk.knowledge, filing, item, "☐") for item in step.items if item.id in left - mine)
    yes = talk.button("button-sms-all", done)
    return stepping.ask_of(after, filing, talk.say("sms-all", name=filing.name, items=Marked("\n".join(lines))), yes)


def whether_in_time(talk: Talk, filing: Filing, step: Step, ends: datetime) -> Turn:
    """Was it filled in before the hours were over, which they are by now?"""
    yes = talk.button("button-in-time", Finish(filing.number, step.id))
    no = talk.button("button-too-late", Mend(SMS_MISSED))
    text = talk.say("sms-in-time", name=filing.name, end=shown_time(ends, talk.now))
    return talk.ask(text, yes, no)


def _of(told: Told, *said: str) -> frozenset[str]:
    """Whose codes are said to be any of this."""
    return frozenset().union(*(told.get(one, ()) for one in said))


@of_lists("words-code-subject", "words-code-site", "words-code-other", longest=LONGEST_SHORT)
def _waiting(*people: str) -> re.Pattern[str]:
    """That one waits for somebody, be it to fill in theirs."""
    return re.compile(
        rf"[还就在]{{0,3}}等着?((?:{either(*people)}|负责人)(?:那边)?)[来去]?(?:填|输|弄|核?验)?(?=$|[，,。；\s])"
    )


@lru_cache(maxsize=2)
def _wordings(lists: tuple[tuple[str, ...], ...]) -> Wordings:
    """What each word says of codes; the last of what it may say."""
    return Wordings.of({word: kind for kind, *every in lists for words in every for word in apart(words)})
