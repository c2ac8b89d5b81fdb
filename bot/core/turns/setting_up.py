"""What comes of a text that answers a question with which a filing begins: what is filed, as whom, where, how it is
called; or tells all of that at once, or what is wanted. Other words about those questions are in `beginning`."""

import re
from dataclasses import replace
from datetime import UTC

from bot.core.actions import AskRoute, NewFiling, PickProvince, PickSubject, SureFiling
from bot.core.button_data import decode
from bot.core.replies import Screen, Turn
from bot.core.screens import draft_screens, router
from bot.core.screens.rows import is_about_names
from bot.core.state import Draft, Reached
from bot.core.texts import place_names, said_back, site_names, spoken
from bot.core.texts.asker import ASKED_SUBJECTS, CLOUDS, names_in, names_of, subject_called
from bot.core.texts.asking import wonders
from bot.core.texts.called import SHORTEST, may_be_called, nicknamed, tells_rather, told_with_name
from bot.core.texts.clauses import SIGNS
from bot.core.texts.commands import begins
from bot.core.texts.dates import lasting, moment_gone
from bot.core.texts.meant import RIVAL
from bot.core.texts.no_notice import tells_done
from bot.core.texts.understanding import understand
from bot.core.texts.waking import submission_planned
from bot.core.texts.wordlists import has, kinds_alone, last_word, listed, without
from bot.core.turns.beginning import answered
from bot.core.turns.introducing import Introducing
from bot.core.turns.judging import GUESS
from bot.core.turns.verifying import told_of_codes
from bot.core.workdays import local
from bot.search.bands import CERTAIN
from bot.search.engine import THEME
from bot.search.normalise import clean

_BY_LICENCE = (("licence", "words-by-licence"),)
_LONGEST_UNASKED = 10
"""Characters of a name that nobody asked for."""
LONGEST_NAME = 20
"""Characters of the name of a filing: what is longer tells something."""
_CALLED = re.compile(r"(?P<answers>.{1,20}?)\W(?:小?名字?)?就?叫(?:做|作)?(?P<name>\w{1,20})")
"""An answer, and how the filing is to be called besides."""
_LACKS = "没有"
"""With what somebody begins who tells what is not there (没有营业执照)."""
_TELLS = re.compile("[是要也不没了我你还很就急懂弄搞]|想[做开建上]|第一次")
"""In what is told with as whom and where it is filed, and is less a name than a sentence."""
_AS = re.compile("\\A(?:[改换]?成|改?叫|改为)")
"""With what a name is told, or told otherwise."""
_NO_NAME = re.compile(r"\d[号日点月]|(?:周|星期|礼拜)[一二三四五六日天]|[今明后昨]天|一下|电话$|^(?:事|问题|电话)\b")
"""A day or an hour, or what else is to be kept in mind (记个事, 再记一下), which is no name."""
_CUSTOMER = "客户"
"""Before the name of what is another filing (还有个客户大理民宿备案)."""


class SettingUp(Introducing):
    """Turns that take typed answers to the questions with which a filing begins."""

    def setup(self, text: str) -> Turn | None:
        """The typed answer to a question with which a filing begins; None where the text is none."""
        if self.state.waiting in ("subject", "province") and (called := _CALLED.fullmatch(text)):
            turn = self.setup(called["answers"])
            at = self.with_state(turn.state) if turn else self
            if at.state.waiting == "name" and (named := at.setup(called["name"])):
                return named
        clouds = names_in(self.knowledge, text, CLOUDS) if self.state.waiting in ("subject", "province") else ()
        if len(clouds) == 1 and not wonders(self.knowledge, text):
            asker = replace(self.state.asker, provider=clouds[0])
            rest = without(text, names_of(self.knowledge, clouds)).strip()
            turn = self.with_state(replace(self.state, asker=asker)).setup(rest) if rest else None
            return turn and turn.below(Screen(self.say("asker-remembered", who=self.who(asker))))
        match self.state.waiting:
            case "flow":
                begun = self.begun_by(text) or self.at_offer(text) or self.towards(text)
                return begun or self.begun_by(text + THEME)  # what answers a question of ours comes first
            case "subject":
                if subject := subject_called(self.knowledge, text):
                    return self.typed_action(PickSubject(subject))
                if turn := self.instead(text):
                    return turn
                licence = kinds_alone(self.knowledge, clean(text), _BY_LICENCE, "words-by-licence-around", "words-move")
                if licence:
                    return self.show(Screen(self.say("by-licence")), *self.again())
                told = self.introduction(text)
                who = told.state.asker.subject if told else None
                flow = self.knowledge.flows.get(self.state.draft.flow)
                new = flow and who in flow.subjects and who != self.state.asker.subject
                return self.typed_action(PickSubject(who)) if who and new else None
            case "province" if (place := place_names.province_of_place(self.knowledge, text)) and not self.asks(text):
                return self.typed_action(PickProvince(place.id))
            case "province":
                return self.instead(text)
            case "name" if spoken.is_word(self.knowledge, text):
                return self.show(*self.again())
            case "name" if (name := nicknamed(text)) and not self.asks(text):
                return self.name_given(name) if len(name) <= LONGEST_NAME else None
            case "name" if (said := place_names.province_told(self.knowledge, text)) and said.mine:
                return self.instead(said.province.short) or self.show(*self.again())
            case "name" if (
                "〔姓名〕" in text
                or self.repeats_where(text)
                or (tells_rather(self.knowledge, text) and not self.says(text))
            ):
                return self.show(Screen(self.say("no-nickname")), *self.again())
            case "name" if len(text) <= LONGEST_NAME and "\n" not in text and not self.says(text):
                return self.introduction(text) or self.name_given(text)
            case "icp" | "police" | "domain" | "server" | "identity" if not self.asks(text):
                return self.told(text)
        return None

    def repeats_where(self, text: str) -> bool:
        """Whether a text is only the name of the province by which the filing begins anyway."""
        place = place_names.province_alone(self.knowledge, text)
        return place is not None and place.id == self.state.draft.province

    def reached(self, text: str) -> Turn | None:
        """Of a filing that begins it is told how far it came before (提交了，今天上午; 初审过了): once it is noted, it
        is past that. What is to be submitted some other day did not come so far."""
        draft = self.state.draft
        begins = self.is_describing or self.about_to_begin or self.drafted().name
        if not begins or wonders(self.knowledge, text):
            return None
        if submission_planned(self.knowledge, text, self.now):
            return self.aside(Screen(self.say("plan-to-submit")))
        told = moment_gone(text, local(self.now)) or lasting(text, local(self.now))
        kinds, rest = spoken.dated(self.knowledge, told.rest) if told else spoken.moves(self.knowledge, text)
        code = has(self.knowledge, text, "words-about-sms")
        rest = self.untitled(rest)
        filled = told_of_codes(self.knowledge, text).keys() == {"filled"}
        filled = filled or (kinds == {"done"} and spoken.is_whose(self.knowledge, rest, ("sms",)))
        so_far: Reached
        match sorted(kinds):
            case _ if filled and (code or draft.reached == "sms"):
                so_far = "authority"
            case [*_, "resubmitted"] if kinds <= {"done", "resubmitted"} and (
                not rest or spoken.tells_how(self.knowledge, text)
            ):
                so_far = "review"
            case ["passed"] if spoken.is_whose(self.knowledge, rest, ("provider",)):
                so_far = "sms"
            case ["received"] if code and (not rest or spoken.is_whose(self.knowledge, rest, ("sms",))):
                so_far = "sms"
            case _:
                return None
        # From when the hours for the message run, is asked at its step.
        dated = told if told and kinds != {"received"} and told.at.date() < local(self.now).date() else None
        since = dated.at.astimezone(UTC) if dated else None
        far = self.with_state(replace(self.state, draft=replace(draft, reached=so_far, since=since)))
        return far.show(far.kept_so_far(so_far, since), *far.again())

    def begun_by(self, text: str) -> Turn | None:
        """The filing whose kind a text names by its title, be it with as whom and where (企业首次备案 广东)."""
        of_whom = without(text, names_of(self.knowledge, ASKED_SUBJECTS))
        title = next(filter(None, SIGNS.split(without(of_whom, self.knowledge.places_in(of_whom)))), "")
        flow = next((flow for flow in self.knowledge.flows.values() if flow.title in (text, title)), None)
        if flow is None:
            return None
        begun = self.typed_action(NewFiling(flow.id))
        subject, _ = self.answers_in(flow, text.replace(flow.title, ""))
        at = self.with_state(begun.state or self.state)
        return at.typed_action(PickSubject(subject)) if subject and at.state.waiting == "subject" else begun

    def name_given(self, name: str) -> Turn:
        """The filing under this name: that which is to be called otherwise, or the new one."""
        filing = self.filing(self.state.draft.filing)
        if filing is None and self.is_name(name):
            return self.taken(name)
        return self.renamed(filing, name) if filing else self.start_filing(name)

    def described(self, text: str) -> Turn | None:
        """Who tells a name with as whom and where it is filed (永利 企业 广东) is asked whether to begin with that; of
        a customer the name alone is kept."""
        if wonders(self.knowledge, text):
            return None
        if self.state.waiting == "flow" and self.state.draft.name:
            return self.described_next(text)
        if self.state.waiting:
            return None
        named = told_with_name(self.knowledge, text)
        flow = next((flow for flow in self.knowledge.flows.values() if flow.title in named), None)
        name = site_names.name_sent(self.knowledge, named.replace(flow.title, "") if flow else named)
        begun = begins(self.knowledge, name) is not None
        if named == text and (begun or tells_rather(self.knowledge, name) or _TELLS.search(name)):
            return None
        besides = text.replace(name, " ")
        subjects = names_in(self.knowledge, besides, ASKED_SUBJECTS) if name else []
        places = {place.id for place in self.knowledge.places_in(besides).values()} if subjects else ()
        if not len(subjects) == len(places) == 1 or not may_be_called(self.knowledge, name):
            before = text.removesuffix(named)
            files = THEME in named and _CUSTOMER in before
            of_customer = files or has(self.knowledge, before, "words-new-customer")
            return self.customer_named(name, besides) if of_customer else None
        what = flow.id if flow else Draft().flow
        draft = Draft(flow=what, subject=subjects[0], province=next(iter(places)), name=name)
        return self.routed(draft)

    def customer_named(self, name: str, besides: str) -> Turn | None:
        """What comes of the wish to file for a customer of whom only the name is told (给客户永利备案), and perhaps
        where: it is kept."""
        while word := last_word(self.knowledge, name, "words-filed-as", "words-customer-too"):
            name = name.removesuffix(word).rstrip()
        fits = SHORTEST <= len(name) <= _LONGEST_UNASKED and THEME not in name
        if not fits or _NO_NAME.search(name) or not may_be_called(self.knowledge, name):
            return None
        place = place_names.province_named(self.knowledge, besides)
        draft = Draft(name=name, province=place.id if place else "")
        return self.routed(draft).below(Screen(self.say("answers-noted", answers=f"「{name}」")))

    def described_next(self, text: str) -> Turn | None:
        """What comes of a description while it is asked of another one whether that may begin: of one of the same name
        it is asked in its place; where it has another name, the first is noted before, or gone on with first where it
        is not known yet what of it is filed, and as whom and where."""
        first, flow = self.state.draft, self.about_to_begin
        told = self.with_state(replace(self.state, waiting="", draft=Draft())).described(text)
        if told is None or told.state.draft.name == first.name:
            return told
        noted = self.typed_action(NewFiling(flow.id)).state if flow else None
        if flow is None or noted is None or noted.waiting or not self.has_changed(noted):
            return self.show(Screen(self.say("described-first", name=first.name)), *self.again())
        says = Screen(self.say("described-noted", name=first.name, flow=flow.title))
        next_one = self.with_state(replace(noted, showing="")).described(text)
        return next_one.below(says) if next_one else None

    def at_offer(self, text: str) -> Turn | None:
        """What comes of words for as whom, where, or how it is called while it is offered to begin: kept for then, and
        offered once more. Who cannot choose is helped."""
        draft, flow = self.state.draft, self.about_to_begin
        undecided = clean(text) in listed(self.knowledge, "words-undecided")
        if undecided and not (draft.question or draft.picks or draft.name):
            return self.typed_action(AskRoute(""))
        known = flow or (not draft.name and (draft.province or self.said_to_be.province))
        if not (draft.question or draft.picks or wonders(self.knowledge, text)):  # what is filed may be told last
            flow = flow or self.knowledge.flows[Draft().flow]
        if flow is None or self.asks(text):
            return None
        subject, place = self.answers_in(flow, text)
        where, _, within = text.partition(" ")
        if within and not subject and may_be_called(self.knowledge, within):  # 福建 安溪
            place = place or place_names.province_alone(self.knowledge, where)
        name = "" if subject or place or not known else self.name_told(text)
        if not (place or name or (subject and draft.is_described)):
            return None
        changed = replace(answered(draft, subject, place), name=name or draft.name)
        at = self.with_state(replace(self.state, draft=changed))
        told = f"「{name}」" if name else draft_screens.who_and_where(self.knowledge, at.draft_for(flow))
        says, sure = (
            Screen(self.say("answers-noted", answers=told)),
            decode(self.question[0][1]) if self.question else None,
        )
        if isinstance(sure, SureFiling):  # that is asked once, and not whether it is this at all
            return at.show(says, router.sure_screen(self.knowledge, flow, draft.picks, sure.filing))
        return at.show(says, *at.again())

    def name_told(self, text: str) -> str:
        """How a text that nobody asked for says that a filing is to be called; "" where it may say anything else."""
        if name := nicknamed(text):
            return name if len(name) <= LONGEST_NAME else ""
        text = _AS.sub("", text)
        tells = tells_rather(self.knowledge, text) or _TELLS.search(text) or SIGNS.search(text) or _NO_NAME.search(text)
        known = tells or self.says(text) or not may_be_called(self.knowledge, text)
        return "" if known or not SHORTEST <= len(text) <= _LONGEST_UNASKED else text

    def towards(self, text: str) -> Turn | None:
        """What somebody wants to be done, in own words; what is a question, too, is answered first. In the midst of the
        way to it, a question leads to nothing else."""
        midst = bool(self.drafted().picks)
        if midst and self.asks(text):
            return None
        read = understand(self.knowledge, text)
        ended = "ended" in spoken.moves(self.knowledge, text)[0] and not self.wishes(text)
        names_flow = any(flow.title in text for flow in self.knowledge.flows.values())
        if read.notice or ended or (tells_done(self.knowledge, text) and not names_flow):
            return None  # what is done is not wanted any more
        parts = read.parts
        topic = self.knowledge.topics[parts[0].choices[0].topic] if parts[0].decision == "answer" else None
        known = topic if len(parts) == 1 else None
        if turn := self.wished(text):
            sure = known and parts[0].choices[0].score >= GUESS and self.asks(text)
            asked = (self.answer(parts[0], quoted=False),) if sure else ()
            return turn.below(*asked)
        flow = self.knowledge.flows.get(known.flow or "") if known else None
        if flow is None or midst or self.asks(text):
            return None
        return self.show(router.flow_screen(self.knowledge, flow, ()))

    def asks(self, text: str) -> bool:
        """Whether a text that could be a name is rather a question: it asks, and we know what about, or of a name."""
        if not wonders(self.knowledge, text):
            return False
        if text[-1] in "?？" or site_names.name_asked_about(self.knowledge, text, about_names=False):
            return True
        return understand(self.knowledge, text).parts[0].decision != "unknown"

    def says(self, text: str) -> bool:
        """Whether a text that could be a name rather asks or tells something that we know about: it is surely that, or
        may be that and has the words for it. What is surely only about names, or is the title of a filing, may be a
        name (公司网站)."""
        if text.endswith("吗") or self.asks(text) or said_back.righted(self.knowledge, text)[1]:
            return True
        if tells_done(self.knowledge, text):
            return True
        when = self.moment_in(text)
        if when and spoken.dated(self.knowledge, when.rest)[0]:
            return True
        read = understand(self.knowledge, text)
        first = read.parts[0]
        if read.notice or first.decision == "unknown":
            return read.notice
        wishes = text.startswith((*listed(self.knowledge, "words-wish"), _LACKS))
        likely = first.choices[0].score > RIVAL
        kinds, _ = spoken.moves(self.knowledge, text)
        # Many a name begins with a word for what is done (完成设计室).
        deed = kinds != {"done"} or bool(spoken.ending(self.knowledge, text, "words-move-done")[1])
        if wishes or (likely and kinds and deed):
            return True
        sure = first.decision == "answer" and first.choices[0].score >= CERTAIN
        titled = any(text == flow.title for flow in self.knowledge.flows.values())
        called_so = titled or text.endswith(listed(self.knowledge, "words-nickname-ends"))  # 小店官网, 公司备案
        return sure and not called_so and not is_about_names(self.knowledge, first.choices[0].topic)
