"""Another program with this token: only one can receive, and this one stops if the other was there first."""

from urllib.parse import urlsplit

NEWCOMER_SECONDS = 60.0
"""Of two programs that poll, the one that began less than this ago is the newcomer."""
RIVAL_SECONDS = 10.0
"""How long the other one must stay, at least: one that is just being stopped does not."""
RIVAL_CONFLICTS = 4


class TokenInUse(Exception):
    """Another program receives with this token, and this one should not. The message is Chinese, for the operator."""


def hooked(url: str) -> TokenInUse:
    """Report another program's webhook. Only the host of its address is named, as the rest may hold a secret."""
    return TokenInUse(
        f"这个令牌的 webhook 设在 {urlsplit(url).hostname}：另一个程序在那里收消息，所以这一个停下，没有动它。"
        "请只留一个。那边已经不用了，就先去掉它，再启动这一个：curl https://api.telegram.org/bot令牌/deleteWebhook"
    )


class Rivalry:
    """Tells from the 409s to getUpdates whether we came second. Times are seconds, handed in.

    Two polling programs cut each other's polls off, so both see 409s; the newcomer should go. If the other one has a
    webhook, nothing comes to us as long as it has, whoever was first.
    """

    def __init__(self, now: float) -> None:
        self._began = self._first = now
        self._conflicts = 0

    def is_lost(self, now: float, hook: bool) -> bool:
        """Note a 409, caused by a webhook (`hook`) or another poll; tell whether we should go."""
        self._conflicts += 1
        if self._conflicts == 1:
            self._first = now
        stays = self._conflicts >= RIVAL_CONFLICTS and now - self._first >= RIVAL_SECONDS
        return stays and (hook or now - self._began < NEWCOMER_SECONDS)
