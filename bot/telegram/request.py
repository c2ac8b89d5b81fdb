"""HTTP to the Bot API on aiohttp, as the back end of PTB's bot.

Not PTB's own back end (httpx): behind an HTTP proxy one failed TLS handshake makes it deaf for good, because the slot
of the connection leaks (encode/httpcore#1023). Here a failed connection is closed, and the next call makes a new one.
"""

import asyncio
import json
import ssl

import aiohttp
from aiohttp_socks import ProxyConnectionError, ProxyConnector, ProxyError, ProxyTimeoutError
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 10.0
"""How long a connection may take; then the way through a proxy and TLS as long again: a tunnel may open and carry
nothing."""
READ_SECONDS = 10.0
"""How long Telegram may take for an answer (for getUpdates: beyond the long poll)."""
MOST_BYTES = 32 * 2**20
"""The most bytes of an answer. A file that bots may fetch has 20 MB at most, and a hundred updates of the longest
messages have less. A longer answer comes from no Bot API, and must not fill the memory."""
_GOOD = b'{"ok":true'
"""The beginning of nearly all answers; these need not be read twice."""


class AiohttpRequest(BaseRequest):
    """One client for all calls. Pass it to `telegram.Bot`, which starts it and shuts it down.

    proxy: http://, socks4:// or socks5:// with a port, perhaps with name and password; "" connects directly. Proxies of
    the environment are ignored, so that the proxy printed at the start is the one in use.

    Raises TimedOut, or NetworkError with the kind of failure; messages hold neither address, token nor password. An
    answer that is not of a Bot API (the page of a proxy or a hotel) is a NetworkError, whatever its status. Redirects
    are not followed: what people write would go there.
    """

    def __init__(self, proxy: str = "") -> None:
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Make the client, if it is not there."""
        if self._session is None:
            connector = (
                # No limit: callers have their own, and no call waits for a connection.
                ProxyConnector.from_url(self._proxy, limit=0) if self._proxy else aiohttp.TCPConnector(limit=0)
            )
            self._session = aiohttp.ClientSession(
                connector=connector, headers={"User-Agent": self.USER_AGENT}, cookie_jar=aiohttp.DummyCookieJar()
            )

    async def rebuild(self) -> None:
        """Begin anew: calls under way fail; later ones reuse no connection, name or tunnel."""
        old, self._session = self._session, None
        await self.initialize()
        if old is not None:
            await old.close()

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return status and body of one call. Of the time-outs only `read_timeout` counts."""
        if self._session is None:
            raise NetworkError("HTTP 客户端还没启动，或者已经关了")
        read = READ_SECONDS if isinstance(read_timeout, DefaultValue) else read_timeout or READ_SECONDS
        connect = 2 * CONNECT_SECONDS
        timeout = aiohttp.ClientTimeout(
            total=connect + read, connect=connect, sock_connect=CONNECT_SECONDS, sock_read=read
        )
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout, allow_redirects=False
            ) as response:
                status, payload = response.status, await _read(response)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            # Nobody cancelled this task: the client was closed while it looked a name up.
            raise NetworkError("连接中断（重新建立）") from None
        except (TimeoutError, ProxyTimeoutError) as error:
            raise TimedOut(_kind(error)) from None
        except (aiohttp.ClientError, ProxyConnectionError, ProxyError, OSError, ValueError) as error:
            raise NetworkError(_kind(error)) from None
        if 300 <= status < 400:
            raise NetworkError("被转去别的地址，没有跟去")
        if status >= 400 or (method == "POST" and not payload.startswith(_GOOD)):
            answer = self.parse_json_payload(payload)
            if status < 400 and not answer["ok"]:  # a proxy changed the status, which PTB goes by
                code = answer.get("error_code")
                status = code if type(code) is int and 400 <= code < 600 else 502
        if status in (401, 404) and not url.endswith("/getMe"):
            # getMe alone judges the token, at the start. Later these come from proxies and from Telegram's bad days;
            # PTB would take them for a wrong token and never call again.
            raise NetworkError(f"回答是 {status}：令牌换过了，或者中间的代理坏了")
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Return the answer as a mapping. Raises NetworkError, without a word of the content, if no Bot API sent it."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or ("result" not in answer if answer.get("ok") else "ok" not in answer):
            raise NetworkError("回来的不是 Bot API 的回答")
        return answer


async def _read(response: aiohttp.ClientResponse) -> bytes:
    payload = bytearray()
    async for part in response.content.iter_any():
        payload += part
        if len(payload) > MOST_BYTES:
            raise NetworkError("回答太长，没有读完")
    return bytes(payload)


def _body(data: RequestData | None) -> aiohttp.FormData | aiohttp.JsonPayload | None:
    if data is None:
        return None
    if not data.contains_files:
        return aiohttp.JsonPayload(data.parameters)
    form = aiohttp.FormData(quote_fields=False)  # Telegram shows a name as it comes, without undoing percent signs
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


def _kind(error: Exception) -> str:
    """Say what failed, in the operator's words and without the address."""
    match error:
        case ProxyTimeoutError():
            return "代理没有响应"
        case ProxyConnectionError():
            return "连不上代理"
        case ProxyError():
            return "代理拒绝了连接"
        case aiohttp.ClientConnectorDNSError():
            return "域名解析失败"
        case aiohttp.ConnectionTimeoutError():
            return "连接超时"
        case TimeoutError():
            return "等回答超时"
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return "TLS 握手失败"
        case aiohttp.ClientConnectorError():
            return "连不上"
    return f"连接中断（{type(error).__name__}）"
