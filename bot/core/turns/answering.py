"""Answers to questions, as far as what was read before makes them clear. `understanding` finds the questions;
`answers` and `topic_screens` have the screens."""

import re
from dataclasses import replace
from typing import assert_never

from bot.core import course
from bot.core.actions import Read
from bot.core.button_data import encode
from bot.core.filings import renewals
from bot.core.kinds import SUBJECTS, Subject
from bot.core.knowledge import Knowledge, Topic
from bot.core.replies import Button, Note, Screen, Turn
from bot.core.screens import answers, topic_screens
from bot.core.screens.rows import plan_button, short_title
from bot.core.state import Asker, Attempt, Draft, Filing
from bot.core.texts import planwords
from bot.core.texts.asker import ASKED_SUBJECTS, MINI, asker_of, is_of_another_kind, names_in, of_kind, speaking
from bot.core.texts.asking import asks_fine, leaves_unsaid, wonders
from bot.core.texts.matters import (
    NOTHING,
    Matter,
    any_of_matter,
    is_bare,
    matter_of,
    matters_named,
    name_of_matter,
    tells_of,
    topic_spoken_of,
)
from bot.core.texts.meant import (
    ALONE,
    AS_LIKELY,
    FILED,
    GUESS,
    asks_as_well,
    asks_this,
    distinct,
    is_answered,
    is_certain,
    stands_alone,
    surely_asking,
)
from bot.core.texts.misses import keepable, not_understood
from bot.core.texts.reckoning import AUTHORITY, FIRST_REVIEW, TOTAL
from bot.core.texts.taken_for import ABROAD
from bot.core.texts.understanding import understand
from bot.core.texts.understood import Understood
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wishes import asks_anew
from bot.core.texts.wordlists import has, has_only, listed, without
from bot.core.turns import ending, reading
from bot.core.turns.ending import APPROVED
from bot.core.turns.talk import Talk
from bot.search import Part
from bot.search.bands import CERTAIN, Choice
from bot.search.engine import THEME

PUBLIC: tuple[Subject, ...] = ("government", "institution", "association")
"""The kinds of applicant that a public body may be of."""
OURS = 0.8
"""A text less likely than this to be our business is not explained by what was read before it."""
RESULTS = (TOTAL, AUTHORITY, FIRST_REVIEW, "faq-progress-query")
"""The topics on how long a filing takes and how far it is."""
CHANGE = "change"
"""The group, and first word of the flow ids, for changes of something approved."""
CHANGE_SITE = "change-site"
"""The flow that changes the details of a site."""
ADDED = "add"
"""The first word of the ids of flows that add something to what is approved."""
ORDERS = ("faq-multiple-orders", "faq-modify-during-review")
"""The topics on further orders, and on changing one during its review."""
_LACKS = re.compile("(?:要是|如果|我)?没有?(?P<thing>网站|官网|服务器|域名)(?:的话)?(?P<rest>[^也]{1,6})")
"""A question that tells what is not there. With 也 it asks of what is filed without that."""
_ANEW = "重新备"
"""How topics say that something is filed anew."""
_FINES = ("罚款", "罚")
"""How topics tell of fines: how much, or that there are any."""
_ALSO = "也"
"""In questions whether the same goes for something else."""
MOST_ANSWERS = 3
"""The most answers to one message that are sent in full. Further questions are only counted."""


def answered(talk: Talk, text: str, read: Understood) -> Turn:
    """Answer all that a text asks. A question that leaves its subject unsaid goes on from what was read before."""
    notes = tuple(
        Note(part.decision, part.choices[0].topic if part.decision == "answer" else "") for part in read.parts
    )
    asker = speaking(talk.state.asker, talk.knowledge, text)
    parts = tuple(as_meant(talk, part, asker) for part in read.parts)
    topic, goes_on = talk.state.topic, talk.state.topic and read.unsaid
    if not goes_on and [part.decision for part in parts] == ["answer"]:
        topic = parts[0].choices[0].topic
    asked = keepable(text) if any(part.decision != "unknown" for part in parts) else ""
    waiting = "" if talk.state.waiting == "site-name" else talk.state.waiting
    told = [part.choices[0].topic for part in parts if is_answered(part)]
    rated = {id: verdict for id, verdict in reading.still_rated(talk).items() if id in told}
    asker = asker if asked else talk.state.asker
    spoken = spoken_after(talk, text, topic, parts)
    within = (topic, spoken) if spoken != topic else ("", "")
    state = replace(talk.state, waiting=waiting, asked=asked, topic=topic, within=within, rated=rated, asker=asker)
    is_new = talk.rated or asker != talk.state.asker
    known = talk.with_state(replace(talk.state, asker=asker, rated=talk.rated) if is_new else talk.state)
    replies = [answer(known, part, quoted=len(parts) > 1) for part in parts[:MOST_ANSWERS]]
    if len(parts) > 1:
        rest = len(parts) - MOST_ANSWERS
        key = "several-more" if rest > 0 else "several"
        replies.insert(0, Screen(talk.say(key, count=str(len(parts)), rest=str(rest))))
    return talk.aside(*replies, state=state, notes=notes, misses=not_understood(parts))


def as_meant(talk: Talk, part: Part, asker: Asker) -> Part:
    """Return a part as it is meant by this person, after what was said and read."""
    return for_asker(talk, asker, of_matter(talk, in_context(talk, of_message(talk, part))))


def topic_shown(talk: Talk) -> Topic | None:
    """Return the topic that answered the last question. If that left its subject unsaid (要多久), it is not the topic
    read last, about which it was asked."""
    if not leaves_unsaid(talk.knowledge, talk.asked):
        return talk.topic_read
    first, *more = (
        as_meant(talk, part, talk.state.asker)
        for part in understand(talk.knowledge, talk.asked, topic=talk.state.topic).parts
    )
    return talk.knowledge.topics[first.choices[0].topic] if is_answered(first) and not more else talk.topic_read


def of_message(talk: Talk, part: Part) -> Part:
    """Read again, as being about the message, a part that looks like a reason but speaks of numbers, phones or filling
    in at the step of the message. It stays as it is if that finds no answer, or if something came back."""
    step = talk.step_of(talk.at_hand)
    if step is None or not step.guarded or talk.state.showing != step.id or talk.at_work or not part.rejection:
        return part
    of_code = has(talk.knowledge, part.text, "words-at-code")
    if not of_code or says_it_came_back(talk.knowledge, part.text):
        return part
    read = talk.knowledge.engine.whole(f"{step.title}，{part.text}")
    groups = {talk.knowledge.topics[id].group for id in step.topics}
    sure = read.decision == "answer" and read.choices[0].score >= GUESS
    meant = sure and talk.knowledge.topics[read.choices[0].topic].group in groups
    return replace(read, text=part.text) if meant else part


def of_matter(talk: Talk, part: Part) -> Part:
    """Read a question that names no kind of filing as about the kind that is spoken of, if a topic tells of that. A
    question that leaves everything unsaid becomes a choice, also of what was read last, if its topic is of a kind that
    nobody spoke of."""
    matter, _ = talk.spoken_of
    heard = talk.knowledge.engine.normal(part.text)
    if part.rejection or not (wonders(talk.knowledge, part.text) and leaves_matter_unsaid(talk.knowledge, part.text)):
        return part
    sure = part.decision == "answer"
    asked = without(heard, listed(talk.knowledge, "words-not-had"))  # 没网站也要备吗 asks of what is filed without one
    if thing := thing_lacked(talk.knowledge, heard):
        heard = asked = f"要{thing}吗"
    tells = tells_also_of if asked == heard else tells_of
    told_so = sure and bool(matter and tells(talk.knowledge, part.choices[0], matter))
    if matter and not (told_so or (sure and is_of_read(talk, part, heard))):
        of_it = talk.knowledge.engine.whole(f"{name_of_matter(talk.knowledge, matter)}，{heard}")
        abroad = has(talk.knowledge, heard, "words-abroad")
        near = (choice for choice in of_it.choices if abroad or choice.topic not in ABROAD)
        told = [choice for choice in near if tells_of(talk.knowledge, choice, matter)]
        clear = sure and is_certain(part) and not leaves_unsaid(talk.knowledge, part.text)
        likely = sum(choice.score for choice in told) >= (CERTAIN if clear else ALONE)
        likely = likely and told[0] == of_it.choices[0]
        told_of = not leaves_unsaid(talk.knowledge, part.text) and asks_as_well(talk.knowledge, asked, of_it)
        if likely and (told_of or asks_this(talk.knowledge, asked, of_it)):
            what = distinct(*told[:1], *part.choices, *told)
            return replace(part, decision="choose" if of_it.rejection else "answer", choices=what)
    if not (sure and leaves_unsaid(talk.knowledge, part.text) and of_unspoken(talk, part.choices[0])):
        return part
    read = (replace(part.choices[0], topic=talk.topic_read.id),) if talk.topic_read else ()
    return replace(part, decision="choose", choices=distinct(*read, *part.choices))


def thing_lacked(knowledge: Knowledge, heard: str) -> str:
    """Return what somebody says not to have and asks no more about (没有域名行吗, 没服务器呢). "": any other text."""
    found = _LACKS.fullmatch(heard)
    return found["thing"] if found and has_only(knowledge, found["rest"], "words-unsaid") else ""


def leaves_matter_unsaid(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a short question names no kind of filing. Whatever is another one by now (换了域名呢) is heard as
    changed, which names a change only where that is written."""
    heard = knowledge.engine.normal(text)
    return is_bare(knowledge, text) and THEME not in heard and matters_named(knowledge, heard) <= {CHANGE}


def tells_also_of(knowledge: Knowledge, choice: Choice, matter: Matter) -> bool:
    """Tell whether a topic is about a kind of filing, or its conclusion names it among others."""
    told = topic_screens.conclusion(knowledge.topics[choice.topic])
    return tells_of(knowledge, choice, matter) or matter in matters_named(knowledge, told)


def is_of_read(talk: Talk, part: Part, heard: str) -> bool:
    """Tell whether a question is answered by the topic read last, which is of any kind of filing. Without that topic,
    another one would answer."""
    if topic_spoken_of(talk.state) == talk.state.topic:
        return False
    of_none = talk.knowledge.engine.whole(THEME + heard)
    return part.choices[0].topic not in [choice.topic for choice in of_none.choices[:1]]


def of_unspoken(talk: Talk, choice: Choice) -> bool:
    """Tell whether a choice is only about a kind of filing that nobody spoke of."""
    topic, read = talk.knowledge.topics[choice.topic], talk.topic_read
    kinds = matters_named(talk.knowledge, f"{topic.title}{choice.phrasing}") - {talk.spoken_of[0]}
    return topic != read and bool(kinds - (matters_named(talk.knowledge, read.title) if read else set()))


def spoken_after(talk: Talk, text: str, topic: str, parts: tuple[Part, ...]) -> str:
    """Return the topic (id) that tells which kind of filing is spoken of after this answer. It stays the one before,
    unless the text names another kind or filing in general, or is certainly about another kind. A kind that it names is
    spoken of, though its answer is of none (公安备案要去大厅吗). A question whether
    something else is needed too (域名也要改么) changes nothing."""
    before = topic_spoken_of(talk.state)
    matter, _ = talk.spoken_of
    part = next((part for part in parts if part.choices), None)
    first = part.choices[0].topic if part else ""
    new = matter_of(talk.knowledge, talk.knowledge.topics[first]) if first else None
    heard = talk.knowledge.engine.normal(text)
    besides = matter and _ALSO in text and is_bare(talk.knowledge, text)
    certain = part is not None and topic == first and is_certain(part) and not besides
    named = matters_named(talk.knowledge, text)
    if new and new != matter and (certain or new in named):
        return first
    goes_on = besides or is_bare(talk.knowledge, heard) or (matter and (new == matter or named == {matter}))
    if goes_on:
        return before
    kinds = named & set(FILED) if first and not new else frozenset[Matter]()
    return any_of_matter(talk.knowledge, *kinds) if len(kinds) == 1 else topic


def in_context(talk: Talk, part: Part) -> Part:
    """Choose, among several topics, the one related to what was read last or to the step on the screen, unless the
    first is clearly likelier. For a person whom we know, choose a topic without a rival. Whether it must be filed anew
    is told by the topic read last, if that speaks of it, and a fine by that or the first topic beside it that does.
    Other parts stay as they are."""
    read = talk.topic_read if talk.asked and talk.topic_read and talk.topic_read.kind != "rejection" else None
    if read and _ANEW in read.text and asks_anew(talk.knowledge, part.text):
        return surely_asking(talk.knowledge, part, read.id)
    if read and asks_fine(talk.knowledge, part.text) and (fined := topic_on_fines(talk, read)):
        return surely_asking(talk.knowledge, part, fined.id)
    if part.decision != "answer" and is_known(talk) and stands_alone(part):
        return part if of_another_matter(talk, part) else replace(part, decision="answer")
    if part.decision != "choose" or part.rejection or part.ours < OURS:
        return part
    near: set[str] = set()
    if topic := talk.topic_read:
        near.update((topic.id, *topic.related))
    if talk.step_shown:
        _, _, step = talk.step_shown
        near.update(step.topics)
    likely = (choice for choice in part.choices if choice.score >= part.choices[0].score * AS_LIKELY)
    meant = [choice for choice in likely if choice.topic in near]
    return replace(part, decision="answer", choices=tuple(meant)) if len(meant) == 1 else part


def topic_on_fines(talk: Talk, read: Topic) -> Topic | None:
    """Return the first of a topic and those beside it that tells how much the fine is, else that there is one."""
    beside = (read, *(talk.knowledge.topics[id] for id in read.related))
    told = (one for word in _FINES for one in beside if word in f"{one.text}{one.more}")
    return next(told, None)


def of_another_matter(talk: Talk, part: Part) -> bool:
    """Tell whether a short question leaves its kind of filing unsaid, and its topic is not of the one spoken of, such
    as of a change when it was an app (改名了咋办), or of the first filing when it was that of the police (罚多少)."""
    matter, _ = talk.spoken_of
    own = matter_of(talk.knowledge, talk.knowledge.topics[part.choices[0].topic])
    return bool(matter and own != matter) and is_bare(talk.knowledge, part.text)


def for_asker(talk: Talk, asker: Asker, part: Part) -> Part:
    """Return the part with the topic for the person's kind of applicant first, if the question names no kind. Who has
    not told it may have named it in the last question (帮学校做网站备案). If the first topic is for another kind, which
    the question does not name, and there is none like it, let the person choose; and so whoever told of a body that
    may be of several kinds (我们村委会要做网站)."""
    subject = asker_of(replace(talk.state, asker=asker), talk.knowledge).subject
    just_named = names_in(talk.knowledge, talk.asked, SUBJECTS)
    whose = subject or (just_named[0] if len(just_named) == 1 else None)
    if part.decision == "unknown" or (whose is None and not has(talk.knowledge, talk.asked, "words-body-of-some-kind")):
        return part
    first, *others = part.choices
    topic, named = talk.knowledge.topics[first.topic], names_in(talk.knowledge, part.text, ASKED_SUBJECTS)
    if whose is None:
        each = () if named else (of_kind(talk.knowledge, topic, kind) for kind in PUBLIC)
        public = [replace(first, topic=one.id) for one in each if one]
        return replace(part, decision="choose", choices=distinct(*public, *part.choices)) if public else part
    if other := None if named else of_kind(talk.knowledge, topic, whose):
        more = (choice for choice in part.choices if choice.topic != other.id)
        return replace(part, choices=(replace(first, topic=other.id), *more))
    of_else = subject and is_of_another_kind(talk.knowledge, topic, subject)
    unnamed = of_else and others and not names_in(talk.knowledge, topic.title, named)
    return replace(part, decision="choose") if unnamed else part


def is_known(talk: Talk) -> bool:
    """Tell whether the person has read an answer, has something under way, or said who they are."""
    return bool(talk.state.topic or talk.state.filings or talk.state.loose or talk.state.asker != Asker())


def answer(talk: Talk, part: Part, quoted: bool) -> Screen:
    """Return the screen for one question. `quoted`: with its words above, as one of several."""
    if screen := (None if quoted else in_order(talk, part)) or in_review(talk, part):
        return screen
    match part.decision:
        case "answer":
            topic = talk.knowledge.topics[part.choices[0].topic]
            rated = reading.still_rated(talk)
            state = replace(talk.state, rated=rated) if rated else talk.state
            topic, otherwise = in_place_of(talk, topic, part)
            screen = to_be_filed(
                talk, topic, reading.answer_screen(talk.knowledge, state, topic, part.text, part.choices)
            )
            return replace(screen, text=f"{otherwise}\n\n{screen.text}") if otherwise else screen
        case "choose":
            return answers.choices(talk.knowledge, part, quoted)
        case "unknown":
            busy = bool(talk.state.filings or talk.state.loose or talk.state.waiting)
            return answers.not_found(talk.knowledge, part, quoted, busy)
    assert_never(part.decision)


def in_place_of(talk: Talk, topic: Topic, part: Part) -> tuple[Topic, str]:
    """Return the topic with its button leading to the kind of filing that is spoken of, if the question names none; and
    a sentence that the topic is not about that kind, or ""."""
    matter, flow = talk.spoken_of
    heard = talk.knowledge.engine.normal(part.text)
    if matter in (None, MINI) or not is_bare(talk.knowledge, heard):
        return topic, ""
    name, first = name_of_matter(talk.knowledge, matter), topic.flow == Draft().flow
    of_first = (first and THEME in topic.title) or (matter == "police" and topic.group not in topic_screens.OF_SITES)
    otherwise = of_first and not (
        tells_also_of(talk.knowledge, part.choices[0], matter) or is_of_read(talk, part, heard)
    )
    told = talk.say("of-first-filing", what=name) if otherwise else ""
    return replace(topic, flow=flow or None) if first else topic, told


def in_order(talk: Talk, part: Part) -> Screen | None:
    """Answer how to change something while a filing that was never approved is mended (换个域名行不行): it is only
    filled in differently, as its plan says. A deed (号码换了) is answered with how to note it. None: anything else is
    asked, or the text is about others."""
    offered = [talk.knowledge.topics[choice.topic] for choice in part.choices]
    about = [topic for topic in offered if topic.kind != "rejection"]
    asks = wonders(talk.knowledge, part.text)
    unasked = part.rejection and not asks
    if talk.at_work is None or unasked or not about or part.decision == "unknown":
        return None
    attempt, filing = talk.at_work
    of_approved = talk.spoken_of != NOTHING or not is_bare(talk.knowledge, part.text)
    of_others = has(talk.knowledge, part.text, "words-other-people")
    if of_approved or of_others or was_approved(talk, attempt, filing):
        return None
    if not {CHANGE, *ORDERS} & {about[0].id, about[0].group, _kind(about[0].flow)}:
        return None
    _, done = ("", ()) if asks else planwords.deed(talk.knowledge, part.text)
    wishes = part.text.startswith(listed(talk.knowledge, "words-wish"))
    if not (asks or done or wishes or (part.decision == "answer" and is_certain(part))):
        return answers.choices(talk.knowledge, part, quoted=False)
    read = offered if part.decision == "choose" else about[:1]
    rows = [(Button(short_title(topic), encode(Read(topic.id))),) for topic in read]
    told = talk.say("courtesy-done" if done else "in-order")
    return Screen(told, ((plan_button(talk.knowledge, attempt),), *rows))


def was_approved(talk: Talk, attempt: Attempt, filing: Filing | None) -> bool:
    """Tell whether a rejection came after approval, or is about a change of something approved."""
    flow = talk.flow(filing)
    reasons = "".join(talk.knowledge.topics[id].title for id in attempt.reasons if id in talk.knowledge.topics)
    of_change = bool(matters_named(talk.knowledge, reasons) & {"change", "access", "cancel"})
    approved = filing is not None and flow is not None and course.to_be_approved(filing, flow) is None
    return attempt.sender in APPROVED or approved or of_change


def in_review(talk: Talk, part: Part) -> Screen | None:
    """Return when to expect a result of what was submitted again, for a person who asks that and not of whose
    review."""
    whose = has(talk.knowledge, part.text, "sender-words-authority", "sender-words-provider-review")
    if whose or not is_bare(talk.knowledge, part.text) or talk.spoken_of != NOTHING:
        return None
    return ending.result_outside(talk) if part.choices and part.choices[0].topic in RESULTS else None


def to_be_filed(talk: Talk, topic: Topic, screen: Screen) -> Screen:
    """Return an answer on changing something approved, with a note above if the filing worked on last is not approved
    yet: before it is submitted, it is only filled in differently. A filing that adds to something approved takes it as
    it is filed, so that is changed first. Something that came back is mended by its plan."""
    place = talk.place_of(talk.state.worked_on)
    of_changes = CHANGE in (topic.group, _kind(topic.flow))
    if place is None or place.filing.attempts or not of_changes:
        return screen
    filing, flow, _ = place
    if _kind(flow.id) == CHANGE or topic.flow == flow.id:
        return screen
    if course.to_be_approved(filing, flow) is None:
        return screen
    submitted = course.mark(filing, flow.resubmit).done
    if submitted and any(variant.condition == "in-review" for variant in topic.variants):
        return screen
    of_new = topic.flow == CHANGE_SITE and renewals.numbers_at(flow)
    unsent = "not-submitted" if of_new or _kind(flow.id) != ADDED else "changed-first"
    told = talk.say("not-approved" if submitted else unsent, name=filing.name, flow=flow.title)
    return replace(screen, text=f"{told}\n\n{screen.text}")


def _kind(flow: str | None) -> str:
    """Return the first word of a flow's id, which tells what the flow is about."""
    return (flow or "").partition("-")[0]
