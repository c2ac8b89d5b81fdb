"""Settings: every problem at once, in Chinese, without the secret; and .env.example tells of each of them."""

from datetime import time
from pathlib import Path

import pytest

from bot.core.desk import Desk
from bot.settings import Settings, SettingsError, read_settings

TOKEN = "123456789:AAGf0_example-example-example-exam"
TELEGRAM = {"BOT_TOKEN": TOKEN, "BOT_OPERATOR": "某某公司", "BOT_CONTACT": "privacy@example.com"}


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"BOT_{name.upper()}", raising=False)
    for name in ("https_proxy", "http_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_anything_set_there_is_no_token_and_the_database_is_under_data() -> None:
    settings = read_settings()
    assert (settings.token, settings.database) == (None, Path("data/bot.db"))


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        f"BOT_TOKEN={TOKEN}\nBOT_OPERATOR= 某某公司\nBOT_CONTACT=@somebody\n"
        "BOT_API_URL=http://127.0.0.1:8081/\nBOT_PROXY=\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("BOT_DATABASE", "elsewhere.db")
    monkeypatch.setenv("BOT_ADMINS", "12345678，87654321")
    settings = read_settings()
    assert settings.token is not None
    assert settings.token.get_secret_value() == TOKEN
    assert (settings.api_url, settings.proxy, settings.database) == (
        "http://127.0.0.1:8081",
        None,
        Path("elsewhere.db"),
    )
    assert (settings.operator, settings.contact) == ("某某公司", "@somebody")
    assert settings.admins == {12345678, 87654321}
    assert TOKEN not in repr(settings)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_the_file_is_read_however_notepad_saved_it(tmp_path: Path, encoding: str) -> None:
    (tmp_path / ".env").write_text("BOT_ADMINS=1\nBOT_OPERATOR=备案网络公司\n", encoding=encoding)
    settings = read_settings()
    assert (settings.admins, settings.operator) == (frozenset({1}), "备案网络公司")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"BOT_OPERATOR=\xff\xfe\xff\n")
    with pytest.raises(SettingsError, match=r"^\.env 的编码认不出来。请用「UTF-8」"):
        read_settings()


def test_a_name_that_is_no_setting_is_refused_in_the_file_and_warned_of_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("BOT_STAFFCHAT", "-100")
    read_settings()
    assert caplog.messages == ["不认识 BOT_STAFFCHAT，是不是想写 BOT_STAFF_CHAT？"]
    (tmp_path / ".env").write_text(
        "HTTP_PROXY=x\nbot_admin=5\nBOT_HOME=/tmp\nBOT_TOKEN：123:geheim\nBOT_LOG_LEVEL=x\n", encoding="utf-8"
    )
    with pytest.raises(SettingsError) as error:
        read_settings()
    assert str(error.value).splitlines()[1:] == [
        "  不认识 BOT_ADMIN，是不是想写 BOT_ADMINS？",
        "  不认识 BOT_HOME。",
        "  BOT_TOKEN：这一行要写成 BOT_TOKEN=…，用英文的等号",
        "  BOT_LOG_LEVEL：只能是 DEBUG、INFO、WARNING、ERROR 之一",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_API_URL", "http://127.0.0.1:99999"),
        ("BOT_API_URL", "http://127.0.0.1:0"),
        ("BOT_API_URL", "http://[::1"),
        ("BOT_PROXY", "http://127.0.0.1:99999"),
        ("BOT_WEBHOOK_URL", "https://[::1"),
        ("BOT_WEBHOOK_URL", "https://bot.example.com:99999/"),
        ("BOT_WEBHOOK_LISTEN", "127.0.0.1:99999"),
        ("BOT_WEBHOOK_LISTEN", "127.0.0.1:²"),
        ("BOT_HEALTH_PORT", "65536"),
        ("BOT_HEALTH_PORT", "²"),
        ("BOT_ADMINS", "²"),
        ("BOT_ADMINS", "9" * 5000),
    ],
)
def test_numbers_and_addresses_that_are_none_are_told_in_chinese(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{name}：要写成") as error:
        read_settings()
    assert value not in str(error.value)


def test_a_word_and_a_number_may_be_written_as_people_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("BOT_LOG_FORMAT", "JSON"), ("BOT_LOG_LEVEL", "debug"), ("BOT_HEALTH_PORT", "９４６４")):
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert (settings.log_format, settings.log_level, settings.health_port) == ("json", "DEBUG", 9464)


def test_a_database_that_cannot_be_looked_at_hides_no_other_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DATABASE", "a" * 300)
    monkeypatch.setenv("BOT_WEBHOOK_URL", "http://bot.example.com/")
    monkeypatch.setenv("BOT_PROXY", "foo")
    with pytest.raises(SettingsError, match=r"(?s)BOT_PROXY：.*BOT_DATABASE：打不开.*BOT_WEBHOOK_URL："):
        read_settings()


def test_every_problem_is_named_and_no_value_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123:geheim geheim geheim geheim geheim")
    monkeypatch.setenv("BOT_API_URL", "api.telegram.org")
    monkeypatch.setenv("BOT_PROXY", "socks4://user:passwort@127.0.0.1")
    monkeypatch.setenv("BOT_LOG_LEVEL", "LOUD")
    monkeypatch.setenv("BOT_ADMINS", "12345678,@somebody")
    monkeypatch.setenv("BOT_WEBHOOK_URL", "http://bot.example.com/")
    monkeypatch.setenv("BOT_WEBHOOK_SECRET", "geheim!")
    monkeypatch.setenv("BOT_WEBHOOK_LISTEN", "0.0.0.0:80")
    monkeypatch.setenv("BOT_HEALTH_PORT", "none")
    monkeypatch.setenv("BOT_LOG_FORMAT", "xml")
    monkeypatch.setenv("BOT_WEBHOOK_NETWORKS", "149.154.160.1/20")
    with pytest.raises(SettingsError) as error:
        read_settings()
    for expected in (
        "BOT_TOKEN：",
        "BotFather",
        "BOT_OPERATOR：",
        "BOT_CONTACT：",
        "BOT_API_URL：",
        "BOT_PROXY：",
        "socks5://",
        "BOT_LOG_LEVEL：",
        "BOT_ADMINS：",
        "BOT_WEBHOOK_URL：",
        "BOT_WEBHOOK_SECRET：",
        "BOT_WEBHOOK_LISTEN：",
        "BOT_HEALTH_PORT：",
        "BOT_LOG_FORMAT：",
        "BOT_WEBHOOK_NETWORKS：",
    ):
        assert expected in str(error.value)
    assert "geheim" not in str(error.value)
    assert "passwort" not in str(error.value)


def test_what_is_wrong_of_several_together_is_named_with_all_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wrong = {
        "BOT_LOG_FORMAT": "xml",
        "BOT_WEBHOOK_URL": "https://bot.example.com/beian",
        "ALL_PROXY": "https://10.0.0.1:7890",
        "BOT_DATABASE": str(tmp_path),
    }
    for name, value in (TELEGRAM | wrong).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        read_settings()
    for expected in (
        "BOT_WEBHOOK_SECRET：",
        "ALL_PROXY 里的代理",
        "BOT_LOG_FORMAT：",
        f"BOT_DATABASE：{tmp_path} 是文件夹",
    ):
        assert expected in str(error.value)
    monkeypatch.setenv("BOT_WEBHOOK_URL", "http://bot.example.com/")
    with pytest.raises(SettingsError, match=r"(?s)BOT_WEBHOOK_URL：.*BOT_WEBHOOK_SECRET："):
        read_settings()


@pytest.mark.parametrize("proxy", ["http://user:geheim/x@127.0.0.1:7890", "http://u:geheim℀@h:1", "socks5://[geheim:1"])
def test_a_proxy_that_cannot_be_read_is_not_shown_in_parts(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("BOT_PROXY", proxy)
    with pytest.raises(SettingsError, match="BOT_PROXY：要写成") as error:
        read_settings()
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(
    ("environment", "route"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://u:p@10.0.0.1:7890", "ALL_PROXY": "x"}, "http://u:p@10.0.0.1:7890"),
        ({"all_proxy": "socks5h://127.0.0.1:1080"}, "socks5://127.0.0.1:1080"),
        ({"ALL_PROXY": "socks://127.0.0.1:1080/"}, "socks5://127.0.0.1:1080/"),
        ({"HTTP_PROXY": "http://10.0.0.1:7890"}, None),
        ({"HTTPS_PROXY": "http://10.0.0.1:7890", "NO_PROXY": "localhost,.telegram.org"}, None),
        ({"HTTPS_PROXY": "http://10.0.0.1:7890", "BOT_API_URL": "https://127.0.0.1:8081"}, None),
        ({"HTTPS_PROXY": "http://10.0.0.1:7890", "BOT_PROXY": "socks5://10.0.0.2:1080"}, "socks5://10.0.0.2:1080"),
    ],
)
def test_without_a_proxy_that_of_the_environment_is_used(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], route: str | None
) -> None:
    for name, value in (TELEGRAM | environment).items():
        monkeypatch.setenv(name, value)
    found = read_settings().route
    assert (found and found.get_secret_value()) == route


def test_a_proxy_of_the_environment_that_cannot_be_used_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "https://u:hush-hush@10.0.0.1:7890")
    read_settings()  # in the terminal it does not matter
    for name, value in TELEGRAM.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=r"ALL_PROXY 里的代理用不了.*NO_PROXY=api.telegram.org") as error:
        read_settings()
    assert "hush" not in str(error.value)


@pytest.mark.parametrize("told", [None, "", "  "])
def test_nobody_goes_on_telegram_without_saying_who_runs_it_and_how_to_reach_them(
    monkeypatch: pytest.MonkeyPatch, told: str | None
) -> None:
    for name in ("BOT_OPERATOR", "BOT_CONTACT"):
        if told is not None:
            monkeypatch.setenv(name, told)
    assert (read_settings().operator, read_settings().contact) == ("", ""), "in the terminal nobody needs to"
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    with pytest.raises(SettingsError, match=r"BOT_OPERATOR：.*谁在运营.*\n.*BOT_CONTACT：.*怎么联系"):
        read_settings()
    monkeypatch.setenv("BOT_OPERATOR", "某某公司")
    with pytest.raises(SettingsError, match="BOT_CONTACT：") as error:
        read_settings()
    assert "BOT_OPERATOR" not in str(error.value)
    monkeypatch.setenv("BOT_CONTACT", "@somebody")
    read_settings()


def test_a_webhook_needs_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_WEBHOOK_URL", "https://bot.example.com/beian")
    with pytest.raises(SettingsError, match="BOT_WEBHOOK_SECRET：用了 BOT_WEBHOOK_URL 就要设它"):
        read_settings()
    monkeypatch.setenv("BOT_WEBHOOK_SECRET", "0123456789abcdef")
    monkeypatch.setenv("BOT_WEBHOOK_NETWORKS", "149.154.160.0/20，91.108.4.0/22")
    monkeypatch.setenv("BOT_WEBHOOK_LISTEN", "unix:/run/beian-bot/webhook.sock")
    assert [str(network) for network in read_settings().webhook_networks] == ["149.154.160.0/20", "91.108.4.0/22"]
    for good in ("127.0.0.1:8080", "[::1]:8080", "localhost:8080"):
        monkeypatch.setenv("BOT_WEBHOOK_LISTEN", good)
        assert read_settings().webhook_listen == good


def test_the_example_file_names_exactly_the_settings_with_their_defaults() -> None:
    example = Path(__file__).parent.parent / ".env.example"
    named = dict(
        line.removeprefix("# ").split("=", 1)
        for line in example.read_text(encoding="utf-8").splitlines()
        if line.removeprefix("# ").startswith("BOT_")
    )
    expected = {f"BOT_{name.upper()}": field for name, field in Settings.model_fields.items()}
    assert set(named) == set(expected)
    for name, field in expected.items():
        assert named[name] == (str(field.default) if field.default else ""), name


def test_the_staff_has_a_group_and_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().desk is None
    monkeypatch.setenv("BOT_STAFF_CHAT", "-1001234567890")
    monkeypatch.setenv("BOT_STAFF_HOURS", "8:30～17：45")
    assert read_settings().desk == Desk(-1001234567890, time(8, 30), time(17, 45))
    for chat, hours in (("1234", "9:00-18:00"), ("@group", "18:00-9:00"), ("-", "9-18"), ("群", "25:00-26:00")):
        monkeypatch.setenv("BOT_STAFF_CHAT", chat)
        monkeypatch.setenv("BOT_STAFF_HOURS", hours)
        with pytest.raises(SettingsError, match="BOT_STAFF_CHAT：要写成群的数字编号") as error:
            read_settings()
        assert ("BOT_STAFF_HOURS：要写成" in str(error.value)) == (hours != "9:00-18:00")
