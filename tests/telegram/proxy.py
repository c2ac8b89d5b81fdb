"""A proxy for tests: HTTP CONNECT or SOCKS5 (RFC 1928, with or without name and password), with faults."""

import asyncio
import socket
import struct
from contextlib import suppress
from typing import Literal, Self

Fault = Literal["", "silent", "refused", "reset", "closed", "frozen", "garbage"]
"""silent: no answer to the request; refused: it is turned down; reset: the connection is, in place of an answer;
closed: after the tunnel was opened; frozen: the tunnel opens and carries nothing; garbage: it opens and answers with
something that is neither HTTP nor TLS."""


class Proxy:
    """Listens on a loopback port. `stop` and `start` may be repeated; `fault` may be changed at any time."""

    def __init__(self, scheme: Literal["http", "socks5"]) -> None:
        self.scheme = scheme
        self.port = 0
        self.fault: Fault = ""
        self.tunnels = 0
        """Tunnels that were opened."""
        self.seen = 0
        """Requests for one that came."""
        self._next = asyncio.Event()
        self._frozen: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        """With a name and a password, which must not be seen anywhere."""
        return f"{self.scheme}://someone:wachtwoord99@127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, reuse_address=True)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Refuse new connections and cut those that are there."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.cut()

    def cut(self) -> None:
        """Cut every connection."""
        for writer in self._open:
            writer.transport.abort()

    def freeze(self) -> None:
        """Carry nothing more on the connections that are there, without closing them."""
        self._frozen |= self._open

    async def tried(self, times: int, seconds: float = 30.0) -> None:
        """Wait until so many more requests for a tunnel came."""
        goal = self.seen + times
        async with asyncio.timeout(seconds):
            while self.seen < goal:
                self._next.clear()
                await self._next.wait()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._tunnel(reader, writer)
        finally:
            self._open.discard(writer)
            writer.transport.abort()

    async def _tunnel(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = await (self._connect(reader) if self.scheme == "http" else self._socks(reader, writer))
        self.seen += 1
        self._next.set()
        match self.fault:
            case "silent":
                await reader.read()
                return
            case "reset":
                # Closed without lingering, a connection ends in RST and not in FIN.
                at_once = struct.pack("ii", 1, 0)
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
                return
        writer.write(self._reply())
        await writer.drain()
        self.tunnels += 1
        match self.fault:
            case "closed" | "refused":
                return
            case "frozen":
                await reader.read()
                return
            case "garbage":
                await reader.read(100)
                writer.write(b"Welcome to this hotel\r\n\r\n")
                await writer.drain()
                return
        far_reader, far_writer = await asyncio.open_connection(host, port)
        try:
            await asyncio.gather(self._copy(reader, far_writer, writer), self._copy(far_reader, writer, writer))
        finally:
            far_writer.transport.abort()

    def _reply(self) -> bytes:
        refused = self.fault == "refused"
        if self.scheme == "http":
            return b"HTTP/1.1 502 Bad Gateway\r\n\r\n" if refused else b"HTTP/1.1 200 Connection established\r\n\r\n"
        return b"\x05" + (b"\x05" if refused else b"\x00") + b"\x00\x01\x00\x00\x00\x00\x00\x00"

    async def _connect(self, reader: asyncio.StreamReader) -> tuple[str, int]:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        host, _, port = head.split()[1].rpartition(":")
        return host, int(port)

    async def _socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int]:
        _, methods = await reader.readexactly(2)
        offered = await reader.readexactly(methods)
        if 2 in offered:
            writer.write(b"\x05\x02")
            _, length = await reader.readexactly(2)
            await reader.readexactly(length)
            await reader.readexactly((await reader.readexactly(1))[0])
            writer.write(b"\x01\x00")
        else:
            writer.write(b"\x05\x00")
        _, _, _, kind = await reader.readexactly(4)
        if kind == 1:
            host = ".".join(str(byte) for byte in await reader.readexactly(4))
        else:
            host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        return host, int(struct.unpack("!H", await reader.readexactly(2))[0])

    async def _copy(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, near: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                if near not in self._frozen:
                    writer.write(data)
                    await writer.drain()
        writer.close()
