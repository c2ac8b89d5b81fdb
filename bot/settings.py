"""The settings: the environment and .env, read once, here only. All problems are reported together, in Chinese."""

import ipaddress
import logging
import os
import re
from collections.abc import Iterator, Mapping
from datetime import time
from pathlib import Path
from typing import Annotated
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies_environment, proxy_bypass

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, NoDecode, SettingsConfigDict

from bot.addresses import Network, is_loopback
from bot.core.desk import Desk
from bot.core.nearest import nearest
from bot.files import encoding_of, unreadable
from bot.logs import LogFormat

log = logging.getLogger(__name__)

PREFIX = "BOT_"
FILE = Path(".env")
_NAME = re.compile(rf"{PREFIX}(\w*)", re.ASCII | re.IGNORECASE)


class SettingsError(Exception):
    """The settings cannot be used. The message lists every problem."""


class Settings(BaseSettings):
    """Everything that can be set. The variable is BOT_ and the field's name in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=FILE, env_ignore_empty=True, extra="ignore")

    token: SecretStr | None = Field(default=None, description="机器人的令牌，向 @BotFather 要。留空：在终端里对话")
    operator: str = Field(
        default="",
        validate_default=True,
        description="谁在运营：单位或个人的名字，上 Telegram 就要写，/privacy 里给大家看",
    )
    contact: str = Field(
        default="", validate_default=True, description="怎么联系运营的人，上 Telegram 就要写，/privacy 里给大家看"
    )
    api_url: str = Field(default="https://api.telegram.org", description="Bot API 服务器；自己架设的写它的地址")
    proxy: SecretStr | None = Field(
        default=None, validate_default=True, description="代理，http:// 或 socks5://，可以带用户名和密码"
    )
    database: Path = Field(default=Path("data/bot.db"), description="数据库文件；所在的目录会自动建立")
    admins: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(),
        description="管理员的 Telegram 数字编号，用逗号隔开；见 docs/operating.zh.md 的「给管理员」",
    )
    staff_chat: int | None = Field(
        default=None, description="工作人员的群的 Telegram 数字编号（负数）；有了它，/human 才能找到人。留空：没有人工"
    )
    staff_hours: str = Field(default="9:00-18:00", description="工作日几点到几点有人值班，北京时间")
    webhook_url: str = Field(default="", description="用 webhook 收消息时，Telegram 送到的网址；留空：轮询")
    webhook_secret: SecretStr | None = Field(
        default=None, validate_default=True, description="webhook 的密钥，16～256 个字母、数字、_ 或 -"
    )
    webhook_listen: str = Field(
        default="127.0.0.1:8080", description="反向代理把 webhook 转到哪里：本机的 地址:端口，或 unix:/路径"
    )
    webhook_networks: Annotated[tuple[Network, ...], NoDecode] = Field(
        default=(), description="只收这些网段送来的，用逗号隔开，看 X-Forwarded-For 的最后一个地址；留空：不限"
    )
    health_port: int | None = Field(default=None, description="本机的哪个端口可以看 /health 和 /metrics；留空：不开")
    log_format: LogFormat = Field(
        default="", description="日志的样子：text 给人看，json 每行一个事件；留空：在终端里是 text，别处是 json"
    )
    log_level: str = Field(default="INFO", description="日志的详细程度：DEBUG INFO WARNING ERROR")

    @field_validator("token")
    @classmethod
    def _token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None:
            number, _, secret = token.get_secret_value().partition(":")
            if not number.isdigit() or len(secret) < 30 or not secret.isascii() or " " in secret:
                raise ValueError("不像一个令牌。令牌形如 123456789:AAxxxxxxxx…，请从 @BotFather 那里整段复制")
        return token

    @field_validator("operator", "contact")
    @classmethod
    def _answerable(cls, told: str, info: ValidationInfo) -> str:
        on_telegram = info.data.get("token", "wrong") is not None
        if on_telegram and not told.strip():
            example = {
                "operator": "谁在运营，例如 某某网络有限公司",
                "contact": "怎么联系运营的人，例如 privacy@example.com",
            }
            raise ValueError(f"上 Telegram 要写{example[info.field_name or '']}。大家发 /privacy 能看到")
        return told.strip()

    @field_validator("api_url")
    @classmethod
    def _api_url(cls, url: str) -> str:
        parts = _parts(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("要写成 http:// 或 https:// 开头的地址，例如 http://127.0.0.1:8081")
        return url.rstrip("/")

    @field_validator("proxy")
    @classmethod
    def _proxy(cls, proxy: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if proxy is not None:
            _must_be_a_proxy(proxy.get_secret_value())
        if info.data.get("token", "wrong") is not None and "api_url" in info.data:
            _route(info.data["api_url"], proxy)
        return proxy

    @property
    def route(self) -> SecretStr | None:
        """The proxy to reach the Bot API server through: `proxy`, else that of the environment (HTTPS_PROXY, ALL_PROXY,
        except for hosts in NO_PROXY). None: no proxy. Raises ValueError if it cannot be used."""
        return _route(self.api_url, self.proxy)

    @field_validator("database")
    @classmethod
    def _database(cls, path: Path) -> Path:
        try:
            is_folder = path.is_dir()
        except OSError as error:
            raise ValueError(f"打不开 {path}（{error.strerror}）。请换一个位置") from None
        if is_folder:
            raise ValueError(f"{path} 是文件夹。要写文件的路径，例如 {path / 'bot.db'}")
        return path

    @field_validator("admins", mode="before")
    @classmethod
    def _admins(cls, admins: object) -> object:
        if not isinstance(admins, str):
            return admins
        words = admins.replace("，", ",").split(",")
        if not all(_is_number(word.strip()) for word in words if word.strip()):
            raise ValueError("要写成数字，用逗号隔开，例如 12345678,87654321")
        return frozenset(int(word) for word in words if word.strip())

    @field_validator("staff_chat", mode="before")
    @classmethod
    def _staff_chat(cls, chat: object) -> object:
        if isinstance(chat, str) and not re.fullmatch(r"-[1-9]\d{0,15}", chat.strip()):
            raise ValueError("要写成群的数字编号，是负数，例如 -1001234567890")
        return int(chat) if isinstance(chat, str) else chat

    @field_validator("staff_hours")
    @classmethod
    def _staff_hours(cls, hours: str) -> str:
        try:
            opens, closes = _times(hours)
        except ValueError:
            opens, closes = time.max, time.min
        if opens >= closes:
            raise ValueError("要写成 几点:几分-几点:几分，先开始后结束，例如 9:00-18:00")
        return hours

    @property
    def desk(self) -> Desk | None:
        """Where and when the staff answers. None: there is no staff."""
        return None if self.staff_chat is None else Desk(self.staff_chat, *_times(self.staff_hours))

    @field_validator("webhook_url")
    @classmethod
    def _webhook_url(cls, url: str) -> str:
        parts = _parts(url)
        if url and not (parts.hostname and (parts.scheme == "https" or is_loopback(parts.hostname))):
            raise ValueError("要写成 https:// 开头的网址，例如 https://bot.example.com/beian")
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _webhook_secret(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if secret is None and info.data.get("webhook_url", "wrong"):
            raise ValueError("用了 BOT_WEBHOOK_URL 就要设它，可以用 openssl rand -hex 32 生成")
        if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret.get_secret_value()):
            raise ValueError("要用 16～256 个字母、数字、_ 或 -。可以用 openssl rand -hex 32 生成")
        return secret

    @field_validator("webhook_listen")
    @classmethod
    def _webhook_listen(cls, where: str) -> str:
        host, _, port = where.rpartition(":")
        if not (re.fullmatch(r"unix:/.+", where) or (is_loopback(host.strip("[]")) and _is_port(port))):
            raise ValueError("要写成本机的 地址:端口，例如 127.0.0.1:8080，或 unix:/run/beian-bot/webhook.sock")
        return where

    @field_validator("webhook_networks", mode="before")
    @classmethod
    def _webhook_networks(cls, networks: object) -> object:
        if not isinstance(networks, str):
            return networks
        try:
            words = networks.replace("，", ",").split(",")
            return tuple(ipaddress.ip_network(word.strip()) for word in words if word.strip())
        except ValueError:
            raise ValueError("要写成网段，用逗号隔开，例如 149.154.160.0/20,91.108.4.0/22") from None

    @field_validator("health_port", mode="before")
    @classmethod
    def _health_port(cls, port: object) -> object:
        if isinstance(port, str) and not _is_port(port):
            raise ValueError("要写成端口号，例如 9464")
        return int(port) if isinstance(port, str) else port

    @field_validator("log_format", mode="before")
    @classmethod
    def _log_format(cls, how: str) -> str:
        if how.lower() not in ("", "text", "json"):
            raise ValueError("只能是 text 或 json，也可以留空")
        return how.lower()

    @field_validator("log_level")
    @classmethod
    def _log_level(cls, level: str) -> str:
        if level.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("只能是 DEBUG、INFO、WARNING、ERROR 之一")
        return level.upper()


def read_settings() -> Settings:
    """Read the environment and .env. SettingsError lists every problem, without the values. An unknown BOT_ name is a
    problem in .env; in the environment, where it may belong to another program, it is only warned of."""
    encoding = encoding_of(FILE.read_bytes()) if FILE.is_file() else "utf-8"
    if encoding is None:
        raise SettingsError(unreadable(FILE))
    problems = list(_unknown(DotEnvSettingsSource(Settings, env_file_encoding=encoding).env_vars))
    try:
        settings = Settings(_env_file_encoding=encoding)  # type: ignore[call-arg]  # no field, but an argument
    except ValidationError as error:
        problems += [
            "".join(f"{PREFIX}{str(field).upper()}：" for field in e["loc"][:1])
            + (e["msg"].removeprefix("Value error, ") if e["type"] == "value_error" else "认不出写的是什么")
            for e in error.errors()
        ]
    if problems:
        raise SettingsError(f"设置有问题，请改 {FILE} 或环境变量：\n  " + "\n  ".join(problems))
    for problem in _unknown(os.environ):
        log.warning("%s", problem)
    return settings


def _unknown(named: Mapping[str, str | None]) -> Iterator[str]:
    """Return what to say of names that begin with BOT_ but are none of ours. A .env line without = comes as one long
    name that may contain the value, so only the part that looks like a name is shown."""
    known = [field.upper() for field in Settings.model_fields]
    for given, value in named.items():
        if found := _NAME.match(given):
            name = found[1].upper()
            if value is None:
                yield f"{PREFIX}{name}：这一行要写成 {PREFIX}{name}=…，用英文的等号"
            elif name not in known:
                guess = nearest(name, known)
                yield f"不认识 {PREFIX}{name}" + (f"，是不是想写 {PREFIX}{guess}？" if guess else "。")


def _times(hours: str) -> tuple[time, time]:
    """Return the two times of e.g. 9:00-18:00. Raises ValueError if it is not written like that."""
    found = re.fullmatch(r"(\d{1,2}):(\d\d)[-~～—](\d{1,2}):(\d\d)", hours.replace("：", ":").replace(" ", ""))
    if found is None:
        raise ValueError
    return time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))


def _route(api_url: str, proxy: SecretStr | None) -> SecretStr | None:
    """Find the proxy as `Settings.route` does, from these values."""
    server = urlsplit(api_url)
    if proxy is not None or is_loopback(server.hostname) or proxy_bypass(server.hostname or ""):
        return proxy
    given = getproxies_environment()
    name = next((name for name in (server.scheme, "all") if given.get(name)), None)
    if name is None:
        return None
    url = re.sub(r"^socks(5h)?://", "socks5://", given[name])  # the proxy looks names up in any case
    try:
        _must_be_a_proxy(url)
    except ValueError as error:
        raise ValueError(
            f"环境变量 {name.upper()}_PROXY 里的代理用不了，{error}；不想用它，就设 NO_PROXY={server.hostname}"
        ) from None
    return SecretStr(url)


def _must_be_a_proxy(url: str) -> None:
    """Raise ValueError if this is no proxy that we can use."""
    parts = _parts(url)
    if not (parts.scheme in ("http", "socks5") and parts.hostname and parts.port):
        raise ValueError(
            "要写成 http://主机:端口 或 socks5://主机:端口，例如 socks5://127.0.0.1:1080；"
            "密码里的 / ? # @ 要写成 %2F %3F %23 %40"
        )


def _parts(url: str) -> SplitResult:
    """Split an address; return empty parts if that fails. The error itself would quote in English what it stumbled
    over, perhaps a password."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else urlsplit("")
    except ValueError:
        return urlsplit("")


def _is_port(text: str) -> bool:
    return _is_number(text) and 0 < int(text) < 65536


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= 16
