"""What the person told of a filing but has not confirmed yet (`Claim`). A claim stays open, whatever else is asked or
said, as long as the filing is at the same step."""

from dataclasses import replace

from bot.core import course
from bot.core.knowledge import Knowledge
from bot.core.state import Claim, State


def open_claims(state: State, knowledge: Knowledge) -> tuple[Claim, ...]:
    """Return the claims of a state that are open, the newest last."""
    return tuple(claim for claim in state.claims if _is_open(claim, state, knowledge))


def with_claim(state: State, claim: Claim) -> State:
    """Return the state with this claim as the newest. It replaces what was told of its filing before."""
    rest = without_claim(state, claim.filing)
    return replace(rest, claims=(*rest.claims, claim))


def without_claim(state: State, filing: int) -> State:
    """Return the state without what was told of this filing."""
    return replace(state, claims=tuple(claim for claim in state.claims if claim.filing != filing))


def _is_open(claim: Claim, state: State, knowledge: Knowledge) -> bool:
    filing = state.filing(claim.filing)
    if filing is None or filing.away or course.is_being_mended(filing):
        return False
    step = course.current_step(filing, knowledge)
    return step is not None and step.id == claim.step
