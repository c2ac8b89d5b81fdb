"""What the person told of a filing, and has not said to be so yet (`Claim`). It stays open, whatever else is asked or
said, as long as the filing is where it was."""

from dataclasses import replace

from bot.core import course
from bot.core.knowledge import Knowledge
from bot.core.state import Claim, State


def open_claims(state: State, knowledge: Knowledge) -> tuple[Claim, ...]:
    """Those of a state that are open, the newest last."""
    return tuple(claim for claim in state.claims if _is_open(claim, state, knowledge))


def with_claim(state: State, claim: Claim) -> State:
    """The state with this claim, the newest, in place of what was told of its filing before."""
    rest = without_claim(state, claim.filing)
    return replace(rest, claims=(*rest.claims, claim))


def without_claim(state: State, filing: int) -> State:
    """The state without what was told of this filing."""
    return replace(state, claims=tuple(claim for claim in state.claims if claim.filing != filing))


def _is_open(claim: Claim, state: State, knowledge: Knowledge) -> bool:
    filing = state.filing(claim.filing)
    if filing is None or filing.away or course.mended(filing):
        return False
    step = course.current_step(filing, knowledge)
    return step is not None and step.id == claim.step
