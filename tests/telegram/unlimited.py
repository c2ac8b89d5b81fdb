"""Limits that nothing reaches: for measuring what the bot could do."""

from bot.telegram.limits import Limits, Rate

UNLIMITED = Limits(Rate(1e9, 1), Rate(1e9, 1), Rate(1e9, 1), 1e9, Rate(1e9, 1))
