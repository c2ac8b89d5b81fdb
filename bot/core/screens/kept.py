"""Screens for the time after approval: the numbers, the code that shows them, what runs out, what to look after.
`OpenKept` opens all of it; `aftercare` handles the buttons."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_never

from bot.core import course
from bot.core.actions import Duties, FollowOn, FooterCode, Jump, Keep, OpenKept, OpenStep, PoliceFiled, Tell, Unkeep
from bot.core.button_data import encode
from bot.core.filings import renewals
from bot.core.kinds import NUMBER_KINDS, NumberKind
from bot.core.knowledge import Flow, Knowledge, Province, Step
from bot.core.replies import Button, Row, Screen
from bot.core.screens.letters import LONGEST_COPY
from bot.core.screens.rows import button, home_row, in_pairs, in_rows, to_read
from bot.core.state import RENEWALS, Coming, Filing, Keepable, Renewal
from bot.core.texts.numbers import Icp, icp_code, police_code, province_of_icp, read_icp, shown
from bot.core.words import Marked, label, say
from bot.core.workdays import local, spoken_day
from bot.search.index import OFFERED

CHANGES = ("change-domain", "change-ip", "change-provider", "change-person", "change-phone", "change-subject")
"""Topics on what obliges a person to file a change."""
AFTERWARDS = "after-approval"
"""The flow that goes on after an approval."""
NUMBER_SHOWN = "after-hang-number"
"""The topic on what comes first after an approval."""
POLICE_FLOW = "police-filing"
FOLLOWING = (
    POLICE_FLOW,
    "change-site",
    "change-person",
    "change-subject",
    "add-access",
    "add-service",
    "cancel-site",
    "cancel-access",
    "cancel-subject",
)
"""Flows that may follow an approved filing, for the same applicant."""
IN_APP = "after-app-number"
"""The topic on where the number of an app goes."""


def kept_screen(knowledge: Knowledge, filing: Filing, now: datetime, first: str = "") -> Screen:
    """Show the numbers and dates that are kept of a filing, below the sentence `first`."""
    flow = knowledge.flows[filing.flow]
    today = local(now).date()
    numbers = [kind for kind in NUMBER_KINDS if number_of(filing, kind) or _is_there(filing, flow, kind)]
    texts = [*([first] if first else []), say(knowledge, "kept", name=filing.name)]
    lines = [_number_line(knowledge, filing, kind) for kind in numbers]
    if last := renewals.police_day(filing, knowledge):
        lines.append(_police_line(knowledge, last, now))
    if lines:
        texts.append("\n".join(lines))
    dates = [_until_line(knowledge, what, day, now) for what, day in filing.kept.until.items()]
    first_warning, last_warning = map(str, renewals.DAYS_BEFORE)
    head = say(knowledge, "kept-dates" if dates else "kept-no-dates", first=first_warning, last=last_warning)
    texts.append("\n".join([head, *dates]))
    texts += [
        say(knowledge, "kept-short", message=rule.message) for rule in renewals.too_short(filing, knowledge, today)
    ]
    rows = in_rows([_number_button(knowledge, filing, kind) for kind in numbers], 1)
    rows.append(tuple(button(knowledge, f"button-tell-{r}", Tell(filing.number, r)) for r in RENEWALS))
    if filing.kept.icp:
        rows.append((button(knowledge, "button-duties", Duties(filing.number, False)),))
    if numbers:
        rows.append(_following_row(knowledge, filing))
    back = button(knowledge, "button-to-step", OpenStep(filing.number, ""))
    return Screen("\n\n".join(texts), (*rows, (back, *home_row(knowledge))))


def ask_keepable(knowledge: Knowledge, filing: Filing, what: Keepable, wrong: str = "") -> Screen:
    """Ask for a number or a date; `wrong`: what is the matter with the one that was typed."""
    texts = [*([wrong] if wrong else []), say(knowledge, f"ask-{what}", name=filing.name)]
    rows: list[Row] = []
    if value := _value(filing, what):
        texts.append(say(knowledge, "kept-now", value=value))
        rows.append((button(knowledge, "button-unkeep", Unkeep(filing.number, what)),))
    return Screen("\n\n".join(texts), (*rows, _back(knowledge, filing)))


def ask_filing(knowledge: Knowledge, filings: Sequence[Filing], what: NumberKind, number: str) -> Screen:
    """Ask to which filing a number belongs that was typed without being asked for."""
    rows = [
        (button(knowledge, "button-attach", Keep(one.number, what, number), name=one.name),)
        for one in filings[:OFFERED]
    ]
    only = filings[0].number if len(filings) == 1 else 0
    text = say(knowledge, "number-yours" if only else "number-whose", number=number, name=filings[0].name)
    return Screen(text, (*rows, home_row(knowledge)), yes_no=True, claimed=only)


def confirm_province(knowledge: Knowledge, filing: Filing, what: NumberKind, number: str, there: Province) -> Screen:
    """Ask if the number is right, as it is of another province than the filing."""
    here = knowledge.provinces.get(filing.province)
    where = {"there": there.short, "here": here.short if here else filing.province}
    text = say(knowledge, f"elsewhere-{what}", number=number, name=filing.name, **where)
    yes = button(knowledge, f"button-right-{what}", Keep(filing.number, what, number), short=there.short)
    again = button(knowledge, "button-number-again", Tell(filing.number, what))
    return Screen(text, ((yes,), (again,), _back(knowledge, filing)), yes_no=True)


def ask_date(knowledge: Knowledge, filing: Filing, what: Renewal, day: date) -> Screen:
    """Ask if this is the date, as its year or day was not said."""
    full = _full(day)
    yes = button(knowledge, "button-date-right", Keep(filing.number, what, day.isoformat()), day=full)
    text = say(knowledge, "date-unsure", what=label(knowledge, f"renewal-{what}"), day=full)
    return Screen(text, ((yes,), _back(knowledge, filing)), yes_no=True)


def code_screen(knowledge: Knowledge, filing: Filing, kind: NumberKind, now: datetime, first: str = "") -> Screen:
    """Show a number, where it goes, and the code that shows it, ready to be copied."""
    texts, rows = _number_and_code(knowledge, number_of(filing, kind), kind)
    texts = [*([first] if first else []), *texts]
    if last := renewals.police_day(filing, knowledge):
        texts.append(_police_line(knowledge, last, now))
        rows.append((_number_button(knowledge, filing, "police"),))
    ahead = _ahead_row(knowledge, filing) if kind == "icp" else ()
    if ahead:
        texts.append(say(knowledge, "approved", name=filing.name))
        rows.insert(0, ahead)
    change = button(knowledge, "button-retell", Tell(filing.number, kind))
    return Screen("\n\n".join(texts), (*rows, (change,), _back(knowledge, filing)), yes_no=bool(ahead))


def number_told(knowledge: Knowledge, number: str, now: datetime) -> Screen:
    """Show an ICP number that belongs to no filing of ours: its code, its deadline, and the button to follow it."""
    texts, rows = _number_and_code(knowledge, number, "icp")
    follow = (button(knowledge, "button-follow", Keep(0, "icp", number)), *home_row(knowledge))
    police = _police_line(knowledge, renewals.police_last(now, knowledge), now)
    return Screen("\n\n".join((say(knowledge, "number-told"), *texts, police)), (follow, *rows), yes_no=True)


def _number_and_code(knowledge: Knowledge, number: str, kind: NumberKind) -> tuple[list[str], list[Row]]:
    """Return a number, where it goes and the code that shows it, and the buttons that copy both."""
    icp = read_icp(number) if kind == "icp" else None
    texts = [say(knowledge, "number", number=number)]
    rows: list[Row] = []
    if icp and icp.kind:
        texts.append(say(knowledge, "code-in-app", address=_miit(knowledge)))
        rows += in_rows(to_read(knowledge, [IN_APP]), 1)
        code = ""
    else:
        code = icp_code(icp, knowledge) if icp else police_code(number, knowledge)
        texts += [say(knowledge, f"code-{kind}"), f"```\n{code}\n```"]
    if icp and not icp.kind:
        texts += _which_number(knowledge, icp)
    if code and len(code) <= LONGEST_COPY:
        rows.append((Button(label(knowledge, "button-copy-code"), copy=code),))
    rows.append((Button(label(knowledge, "button-copy-number"), copy=shown(icp, knowledge) if icp else number),))
    return texts, rows


def duties_screen(knowledge: Knowledge, filing: Filing, due: bool = False) -> Screen:
    """Show what to check once a year, and what obliges a person to file a change; `due`: the year is over."""
    days = knowledge.facts["change-notice-days"].text
    text = say(knowledge, "duties", days=days, address=_miit(knowledge))
    if due:
        text = say(knowledge, "due-yearly", name=filing.name) + "\n\n" + text
    rows = in_pairs(to_read(knowledge, CHANGES))
    done = button(knowledge, "button-duties-done", Duties(filing.number, True))
    return Screen(text, ((done,), *rows, _following_row(knowledge, filing), _back(knowledge, filing)))


def following_screen(knowledge: Knowledge, filing: Filing) -> Screen:
    """Ask what comes after the approval: the flows that may follow, with when each is the right one."""
    flows = [knowledge.flows[id] for id in FOLLOWING if id in knowledge.flows]
    lines = [say(knowledge, "flow-line", title=flow.title, when=Marked(flow.when)) for flow in flows]
    buttons = [Button(flow.title, encode(FollowOn(filing.number, flow.id))) for flow in flows]
    text = say(knowledge, "following", name=filing.name) + "\n\n" + "\n".join(lines)
    return Screen(text, (*in_pairs(buttons), _back(knowledge, filing)))


def coming_reminder(knowledge: Knowledge, filing: Filing, what: Coming, now: datetime) -> Screen:
    """Remind of what is coming up, with what can be done about it."""
    match what:
        case "yearly":
            return duties_screen(knowledge, filing, due=True)
        case "police":
            return _police_reminder(knowledge, filing, now)
        case "domain" | "server" | "identity":
            return _renewal_reminder(knowledge, filing, what, (filing.kept.until[what] - local(now).date()).days)
    assert_never(what)


def reminder_line(knowledge: Knowledge, filing: Filing, what: Coming, now: datetime) -> str:
    """Return that reminder in one line."""
    if what == "yearly":
        return say(knowledge, "due-line-yearly", name=filing.name)
    if what == "police":
        last = renewals.police_day(filing, knowledge)
        key = "due-line-police-over" if last and last < local(now).date() else "due-line-police-filing"
        return say(knowledge, key, name=filing.name, day=spoken_day(last, now) if last else "")
    day = filing.kept.until[what]
    left = str((day - local(now).date()).days)
    name = label(knowledge, f"renewal-{what}")
    return say(knowledge, "due-line-until", name=filing.name, what=name, left=left, day=_full(day))


def _renewal_reminder(knowledge: Knowledge, filing: Filing, what: Renewal, left: int) -> Screen:
    """Remind that something runs out in `left` days."""
    day = _full(filing.kept.until[what])
    text = say(knowledge, f"due-{what}", name=filing.name, left=str(left), day=day)
    new = button(knowledge, "button-renewed", Tell(filing.number, what))
    off = button(knowledge, "button-unkeep", Unkeep(filing.number, what))
    return Screen(text, ((new,), (off,), _back(knowledge, filing)))


def _police_reminder(knowledge: Knowledge, filing: Filing, now: datetime) -> Screen:
    """Remind that the time for the public-security filing runs out, or has run out."""
    last = renewals.police_day(filing, knowledge)
    key = "due-police-over" if last and last < local(now).date() else "due-police-filing"
    day = spoken_day(last, now) if last else ""
    text = say(knowledge, key, name=filing.name, day=day, days=_police_days(knowledge))
    rows = [(_number_button(knowledge, filing, "police"),), (_police_filed_button(knowledge, filing),)]
    if flow := knowledge.flows.get(POLICE_FLOW):
        rows.insert(0, (then_button(knowledge, filing, flow),))
    return Screen(text, (*rows, _back(knowledge, filing)))


def police_left(knowledge: Knowledge, filing: Filing, now: datetime) -> tuple[list[str], list[Row]]:
    """Return the last day for the public-security filing, and the button to say that it is done; empty if it is."""
    last = renewals.police_day(filing, knowledge)
    if last is None:
        return [], []
    return [_police_line(knowledge, last, now)], [(_police_filed_button(knowledge, filing),)]


def step_rows(knowledge: Knowledge, filing: Filing, step: Step) -> list[Row]:
    """Return `_ahead_row` or, at a step that gives a number, the button to tell it or to its code."""
    if ahead := _ahead_row(knowledge, filing):
        return [ahead]
    return [(_number_button(knowledge, filing, step.number),)] if step.number else []


def _number_button(knowledge: Knowledge, filing: Filing, kind: NumberKind) -> Button:
    """Return the button to tell a number or, once it is told, to its code."""
    if number_of(filing, kind):
        return button(knowledge, f"button-code-{kind}", FooterCode(filing.number, kind))
    return button(knowledge, f"button-tell-{kind}", Tell(filing.number, kind))


def _police_filed_button(knowledge: Knowledge, filing: Filing) -> Button:
    return button(knowledge, "button-police-filed", PoliceFiled(filing.number))


def _ahead_row(knowledge: Knowledge, filing: Filing) -> Row:
    """Return the way on for a filing whose ICP number was told ahead; () for any other."""
    if not renewals.is_numbered_ahead(filing, knowledge.flows[filing.flow]):
        return ()
    return (approved_ways(knowledge, filing)[0],)


def approved_ways(knowledge: Knowledge, filing: Filing, number: str = "") -> list[Button]:
    """Return the buttons of a filing that may be approved: to the step after approval and to its ICP number, if still
    missing. `number`: the ICP number that was told, which the button keeps."""
    flow = knowledge.flows[filing.flow]
    ways: list[Button] = []
    if step := course.to_be_approved(filing, flow):
        ways.append(button(knowledge, "button-approved", Jump(filing.number, step.id)))
    if "icp" in renewals.numbers_at(flow) and not filing.kept.icp:
        keep = button(knowledge, "button-keep-icp", Keep(filing.number, "icp", number), number=number)
        ways.append(keep if number else _number_button(knowledge, filing, "icp"))
    return ways


def then_button(knowledge: Knowledge, filing: Filing, flow: Flow) -> Button:
    """Return the button to the flow that comes after this filing."""
    return button(knowledge, "button-then", FollowOn(filing.number, flow.id), flow=flow.title)


def kept_row(knowledge: Knowledge, filing: Filing, flow: Flow) -> list[Row]:
    """Return the button to the numbers and dates of a filing, if its flow leads to a number."""
    if not renewals.numbers_at(flow):
        return []
    return [_back(knowledge, filing)]


def kept_text(knowledge: Knowledge, filing: Filing, now: datetime) -> str:
    """Return all numbers and dates that are kept of a filing; "": none are."""
    lines = kept_lines(knowledge, filing, now)
    lines += [say(knowledge, "kept-share")] if filing.share else []
    return "\n".join([say(knowledge, "mydata-kept", name=filing.name), "", *lines]) if lines else ""


def kept_lines(knowledge: Knowledge, filing: Filing, now: datetime) -> list[str]:
    """Return all numbers and dates that are kept of a filing, a line each."""
    numbers = ["- " + _number_line(knowledge, filing, k) for k in NUMBER_KINDS if number_of(filing, k)]
    return numbers + [_until_line(knowledge, what, day, now) for what, day in filing.kept.until.items()]


def number_of(filing: Filing, kind: NumberKind) -> str:
    """Return the number of this kind that was told; "": none was."""
    return filing.kept.icp if kind == "icp" else filing.kept.police


def _is_there(filing: Filing, flow: Flow, kind: NumberKind) -> bool:
    """Tell whether the applicant has such a number by now: the filing came to its step. An ICP number brings the police
    one."""
    step = renewals.numbers_at(flow).get(kind)
    if step and renewals.has_come(filing, flow, step):
        return True
    return kind == "police" and bool(filing.kept.icp)


def _which_number(knowledge: Knowledge, number: Icp) -> list[str]:
    """Tell why the code shows less than the number, or that the number may be the wrong one of two."""
    province = province_of_icp(number, knowledge.provinces)
    if shown(number, knowledge) != number.text:
        return [say(knowledge, "code-applicant", short=province.short if province else "")]
    if not number.serial and province and province.hangs == "site":
        return [say(knowledge, "code-no-serial", address=_miit(knowledge))]
    return []


def _number_line(knowledge: Knowledge, filing: Filing, kind: NumberKind) -> str:
    number = number_of(filing, kind)
    return say(knowledge, f"kept-{kind}", number=number) if number else say(knowledge, f"kept-no-{kind}")


def _until_line(knowledge: Knowledge, what: Renewal, day: date, now: datetime) -> str:
    left = (day - local(now).date()).days
    key = "kept-until" if left >= 0 else "kept-over"
    return say(knowledge, key, what=label(knowledge, f"renewal-{what}"), day=_full(day), left=str(left))


def _police_line(knowledge: Knowledge, last: date, now: datetime) -> str:
    key = "kept-police-day" if last >= local(now).date() else "kept-police-over"
    address, days = Marked(knowledge.facts["police-site"].text), _police_days(knowledge)
    return say(knowledge, key, day=spoken_day(last, now), address=address, days=days)


def _value(filing: Filing, what: Keepable) -> str:
    """Return the number or the date (in words) that was told; "": none was."""
    if what == "icp" or what == "police":
        return number_of(filing, what)
    day = filing.kept.until.get(what)
    return _full(day) if day else ""


def _back(knowledge: Knowledge, filing: Filing) -> Row:
    return (button(knowledge, "button-kept", OpenKept(filing.number)),)


def _following_row(knowledge: Knowledge, filing: Filing) -> Row:
    return (button(knowledge, "button-following", FollowOn(filing.number, "")),)


def _full(day: date) -> str:
    """Return a date with its year, as it has to be exact."""
    return f"{day.year}年{day.month}月{day.day}日"


def _police_days(knowledge: Knowledge) -> str:
    return knowledge.facts[renewals.POLICE_DAYS].text


def _miit(knowledge: Knowledge) -> Marked:
    return Marked(knowledge.facts["miit-site"].text)
