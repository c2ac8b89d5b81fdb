"""Bots behind proxies that go wrong in each of seven ways, and how soon after it they hear an update again.

`python -m tests.telegram.proxies 5` takes five bots for each fault of each kind of proxy, and prints a table. Each is
`python -m bot`, which reaches the local Telegram by TLS through the proxy. (`make soak`; needs the command openssl)
"""

import asyncio
import os
import ssl
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.telegram.proxy import Fault, Proxy
from tests.telegram.server import SETTINGS, FakeTelegram

ROOT = Path(__file__).parent.parent.parent
WITHIN = 60.0
"""Seconds after the fault, in which the bot must hear an update."""
SETTLED = 1.0
"""Seconds after the first answer, in which all else of its start comes to an end: then only its poll is under way."""
MOST_TRIES = 5
"""After so many the pauses between tries are as long as they get."""
KINDS: tuple[Literal["http", "socks5"], ...] = ("http", "socks5")
FAULTS: dict[Fault, str] = {
    "silent": "no answer to the request for a tunnel",
    "refused": "the request is refused",
    "reset": "the connection is reset",
    "closed": "closed after the tunnel opened",
    "frozen": "the tunnel opens, TLS is never answered",
    "garbage": "plain text in place of TLS",
    "": "the tunnel in use carries nothing more",
}


@dataclass(frozen=True, slots=True)
class Certificate:
    """For 127.0.0.1, signed by itself."""

    certificate: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


async def certify(folder: Path) -> Certificate:
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    openssl = await asyncio.create_subprocess_exec(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
        "-addext", "subjectAltName=IP:127.0.0.1", "-out", made.certificate, "-keyout", made.key,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert await openssl.wait() == 0
    return made


@asynccontextmanager
async def bot(telegram: FakeTelegram, proxy: Proxy, trusted: Path, database: Path) -> AsyncIterator[None]:
    """The bot as it is run by people, for the length of a block."""
    settings = {"BOT_API_URL": telegram.url, "BOT_PROXY": proxy.url, "BOT_DATABASE": str(database)}
    environment = os.environ | SETTINGS | settings | {"SSL_CERT_FILE": str(trusted)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=ROOT, env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.kill()
        await process.wait()


async def heard_after(
    kind: Literal["http", "socks5"], fault: Fault, tries: int, certificate: Certificate, folder: Path
) -> float:
    """Seconds from the end of the fault to the answer to what was said then; infinite where none came in time.

    The fault ends when the bot has just begun its try of this number, which is the worst moment: that one is lost."""
    database = folder / f"{kind}-{fault}-{tries}.db"
    async with (
        FakeTelegram(tls=certificate.context()) as telegram,
        Proxy(kind) as proxy,
        bot(telegram, proxy, certificate.certificate, database),
    ):
        telegram.say(7, "/help")
        await telegram.until(lambda: telegram.texts(7), 600)  # fourteen start at once
        await asyncio.sleep(SETTLED)
        assert proxy.tunnels, "it goes through the proxy"
        if fault:
            proxy.fault = fault
            proxy.cut()
            await proxy.tried(tries, 600)
            proxy.fault = ""
        else:
            proxy.freeze()
        began = time.monotonic()
        telegram.say(7, "/progress")
        try:
            await telegram.until(lambda: len(telegram.texts(7)) == 2, WITHIN)
        except TimeoutError:
            return float("inf")
        return time.monotonic() - began


async def main(bots: int) -> int:
    took: dict[tuple[str, Fault], list[float]] = {(kind, fault): [] for fault in FAULTS for kind in KINDS}
    with tempfile.TemporaryDirectory() as name:
        certificate = await certify(Path(name))
        for number in range(bots):
            folder = Path(name, str(number))
            folder.mkdir()
            tries = 1 + number % MOST_TRIES
            runs = [heard_after(kind, fault, tries, certificate, folder) for fault in FAULTS for kind in KINDS]
            for times, seconds in zip(took.values(), await asyncio.gather(*runs), strict=True):
                times.append(seconds)
            print(f"{number + 1} of {bots} done", file=sys.stderr, flush=True)
    print(f"| fault | proxy | heard within {WITHIN:g} s | slowest, s |")
    print("|---|---|---|---|")
    for (kind, fault), times in took.items():
        heard = sum(seconds <= WITHIN for seconds in times)
        print(f"| {FAULTS[fault]} | {kind} | {heard} of {bots} | {max(times):.1f} |")
    return 0 if all(seconds <= WITHIN for times in took.values() for seconds in times) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(int(sys.argv[1]))))
