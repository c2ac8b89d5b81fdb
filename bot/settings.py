"""The environment (and .env), read once. Every problem is reported at once, in Chinese. Nobody else looks there."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class SettingsError(Exception):
    """The settings cannot be used; the message names every problem."""


class Settings(BaseSettings):
    """Everything that can be set. The variables are BOT_ and the field's name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix="BOT_", env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    token: SecretStr | None = Field(default=None, description="机器人的令牌，向 @BotFather 要。留空：在终端里对话")
    api_url: str = Field(default="https://api.telegram.org", description="Bot API 服务器；自己架设的写它的地址")
    proxy: SecretStr | None = Field(default=None, description="代理，http:// 或 socks5://，可以带用户名和密码")
    database: Path = Field(default=Path("data/bot.db"), description="数据库文件；所在的目录会自动建立")
    admins: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(), description="管理员的 Telegram 数字编号，用逗号隔开；他们可以用 /reload"
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

    @field_validator("api_url")
    @classmethod
    def _api_url(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("要写成 http:// 或 https:// 开头的地址，例如 http://127.0.0.1:8081")
        return url.rstrip("/")

    @field_validator("proxy")
    @classmethod
    def _proxy(cls, proxy: SecretStr | None) -> SecretStr | None:
        if proxy is not None:
            parts = urlsplit(proxy.get_secret_value())
            if parts.scheme not in ("http", "socks5") or not parts.hostname or not parts.port:
                raise ValueError("要写成 http://主机:端口 或 socks5://主机:端口，例如 socks5://127.0.0.1:1080")
        return proxy

    @field_validator("admins", mode="before")
    @classmethod
    def _admins(cls, admins: object) -> object:
        if not isinstance(admins, str):
            return admins
        words = admins.replace("，", ",").split(",")
        if not all(word.strip().isdigit() for word in words if word.strip()):
            raise ValueError("要写成数字，用逗号隔开，例如 12345678,87654321")
        return frozenset(int(word) for word in words if word.strip())

    @field_validator("log_level")
    @classmethod
    def _log_level(cls, level: str) -> str:
        if level.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("只能是 DEBUG、INFO、WARNING、ERROR 之一")
        return level.upper()


def read_settings() -> Settings:
    """Read the environment and .env. SettingsError lists every problem, without the values."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"BOT_{str(e['loc'][0]).upper()}：{e['msg'].removeprefix('Value error, ')}" for e in error.errors()]
        raise SettingsError("设置有问题，请改 .env 或环境变量：\n  " + "\n  ".join(lines)) from None
