"""The guard: nothing gets out of this machine, however it is tried."""

import asyncio
import socket
from contextlib import suppress

import aiohttp
import pytest

from tests.forked import Forked
from tests.guard import ESCAPED

ELSEWHERE = "192.0.2.1"  # kept for documentation (RFC 5737)


def test_no_socket_connects_or_sends_elsewhere(outside: list[str]) -> None:
    for kind, family, host in (
        (socket.SOCK_STREAM, socket.AF_INET, ELSEWHERE),
        (socket.SOCK_DGRAM, socket.AF_INET, ELSEWHERE),
        (socket.SOCK_STREAM, socket.AF_INET6, "2001:db8::1"),
    ):
        with socket.socket(family, kind) as one, pytest.raises(RuntimeError, match="leave this machine"):
            one.connect((host, 9))
    with socket.socket(type=socket.SOCK_DGRAM) as one, pytest.raises(RuntimeError, match="leave this machine"):
        one.sendto(b"x", (ELSEWHERE, 9))
    assert len(outside) == 4
    outside.clear()


def reach_out() -> None:
    with socket.socket() as one, suppress(Exception):
        one.connect((ELSEWHERE, 9))


def test_a_process_that_tries_is_ended_and_says_where_to() -> None:
    with Forked(reach_out) as process:
        assert process.end() == (ESCAPED, f"a test must not leave this machine: socket.connect {ELSEWHERE}\n")


async def test_no_client_gets_out_and_no_name_is_looked_up(outside: list[str]) -> None:
    async with aiohttp.ClientSession() as session:
        for host in (ELSEWHERE, "telegram.invalid"):
            with pytest.raises(RuntimeError, match="leave this machine"):
                await session.get(f"http://{host}:9")
    assert [reached.rpartition(" ")[2] for reached in outside] == [ELSEWHERE, "telegram.invalid"]
    outside.clear()


async def test_this_machine_is_reached(outside: list[str]) -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        for host in ("127.0.0.1", "localhost"):
            _, writer = await asyncio.open_connection(host, port)
            writer.close()
            await writer.wait_closed()
    assert outside == []
