"""The card of a filing for somebody else: read-only, behind a link with a token that nobody can guess.

A token is letters only, so that masking never takes it for a personal number.
"""

from datetime import datetime
from urllib.parse import quote

from bot.core.actions import Overview, Share
from bot.core.course import current
from bot.core.events import CARD
from bot.core.filings.clock import clock, hours_end
from bot.core.knowledge import Knowledge
from bot.core.replies import Button, Screen
from bot.core.screens.filing_screens import step_lines
from bot.core.screens.rows import button, home_row
from bot.core.screens.step_screens import progress_bar
from bot.core.state import Filing, State
from bot.core.words import Marked, label, say, shown_time
from bot.core.workdays import spoken_day


def tokens(state: State) -> frozenset[str]:
    """Return the tokens of all cards that others may see."""
    return frozenset(filing.share for filing in state.filings if filing.share)


def by_token(state: State, token: str) -> Filing | None:
    """Find the filing whose card this token opens."""
    return next((filing for filing in state.filings if token and filing.share == token), None)


def card(knowledge: Knowledge, filing: Filing, now: datetime) -> Screen:
    """Show the stages with their dates, whose turn it is, and the next deadline. No number, reason or checklist is
    shown; the buttons refresh the card and lead to the reader's own menu."""
    flow = knowledge.flows[filing.flow]
    at = current(filing, flow)
    texts = [
        say(knowledge, "card", name=filing.name, flow=flow.title, bar=progress_bar(filing, flow)),
        step_lines(knowledge, filing, flow, now),
    ]
    if at is None:
        texts.append(say(knowledge, "standing-through"))
    else:
        texts.append(say(knowledge, "card-turn", title=Marked(at.title), who=label(knowledge, f"card-{at.who}")))
        texts += _next_deadline(knowledge, filing, now)
    texts.append(say(knowledge, "card-foot", now=shown_time(now, now)))
    anew = Button(label(knowledge, "button-card-anew"), start=f"{CARD}{filing.share}")
    return Screen("\n\n".join(texts), ((anew,), home_row(knowledge)))


def share_screen(knowledge: Knowledge, filing: Filing, bot: str) -> Screen:
    """Show the link to the card, ready to be sent, and the button to take it back. bot: its name at Telegram. "": a
    command instead of the link."""
    command = f"/start {CARD}{filing.share}"
    link = f"https://t.me/{bot}?start={CARD}{filing.share}" if bot else command
    text = say(knowledge, "share", name=filing.name, link=Marked(f"```\n{link}\n```"))
    rows = [(Button(label(knowledge, "button-copy-link"), copy=link),)]
    if bot:
        told = label(knowledge, "share-told", name=filing.name)
        send = f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(told, safe='')}"
        rows.append((Button(label(knowledge, "button-send-link"), url=send),))
    off = button(knowledge, "button-unshare", Share(filing.number, False))
    back = button(knowledge, "button-overview", Overview(filing.number))
    return Screen(text, (*rows, (off,), (back,)))


def _next_deadline(knowledge: Knowledge, filing: Filing, now: datetime) -> list[str]:
    if running := clock(filing, knowledge, now):
        return [say(knowledge, "card-last", last=spoken_day(running.last.date, now))]
    if end := hours_end(filing, knowledge):
        return [say(knowledge, "card-last", last=shown_time(end, now))]
    return []
