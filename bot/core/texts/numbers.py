"""The numbers of an approved filing: read as they are typed, and the code that shows them at the foot of a site. Pure.

Both numbers are public: anybody can look them up. How they are written stands in knowledge/faq (号的区别、APP 备案号、
公安备案号怎么挂), which of them a province wants on the site in provinces.yaml, the addresses in facts.yaml.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.core.knowledge import Knowledge, Province

_ICP = re.compile(r"([一-龥])ICP备(\d{6,12})号?(?:-(\d{1,4})([AXK]?))?", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\d备])(\d{6,12})号?(?:-(\d{1,4})([AXK]?))?(?!\d)", re.IGNORECASE)
_POLICE = re.compile(r"([一-龥])公网安备(\d{14})号?")
SAMPLE = "12345678"
"""The digits of the sample numbers in our texts. Somebody who sends them has copied a sample."""
FEWEST_DIGITS = 6
"""A number with fewer digits is not that of a filing."""
_SPACE = re.compile(r"\s+")
_DASHES = str.maketrans("－—–‐﹣", "-----")


@dataclass(frozen=True, slots=True)
class Icp:
    """An ICP number: the character of its province, its digits, the serial of the site or app ("": it is the
    applicant's number) and its kind ("": site, A: app, X: mini program, K: quick app)."""

    prefix: str
    digits: str
    serial: str = ""
    kind: str = ""

    @property
    def applicant(self) -> str:
        """The number of the applicant."""
        return f"{self.prefix}ICP备{self.digits}号"

    @property
    def text(self) -> str:
        """The whole number, as it is written."""
        return f"{self.applicant}-{self.serial}{self.kind}" if self.serial else self.applicant


def read_icp(text: str) -> Icp | None:
    """Read a text that is an ICP number, whatever its spaces and case. None: it is not one."""
    found = _ICP.fullmatch(_SPACE.sub("", text).translate(_DASHES).strip("。.，,"))
    return _icp(found) if found else None


def icp_in(text: str) -> str:
    """Return the ICP number in a text, as it is written; "" if there is none, or several."""
    found = {_icp(one).text for one in _ICP.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def icp_like(text: str, other: Icp) -> str:
    """Return the number in a text that gives digits only, with the province of another number; "" for none or
    several."""
    found = [Icp(other.prefix, *one.groups("")) for one in _DIGITS.finditer(text)]
    return replace(found[0], kind=found[0].kind.upper()).text if len(found) == 1 else ""


def without_icp(text: str) -> str:
    """Return a text without the ICP numbers in it."""
    return _ICP.sub("", text)


def without_police(text: str) -> str:
    """Return a text without the numbers of police filings in it."""
    return _POLICE.sub("", text)


def _icp(found: re.Match[str]) -> Icp:
    return Icp(found[1], found[2], found[3] or "", (found[4] or "").upper())


def read_police(text: str) -> str | None:
    """Read a text that is the number of a police filing, and return it as it is written. None: it is not one."""
    found = _POLICE.fullmatch(_SPACE.sub("", text).strip("。.，,"))
    return f"{found[1]}公网安备{found[2]}号" if found else None


def province_of_icp(number: Icp, provinces: Mapping[str, Province]) -> Province | None:
    """Return the province whose numbers begin like this one; None: there is none."""
    return next((province for province in provinces.values() if province.prefix == number.prefix), None)


def province_of_police(number: str, knowledge: Knowledge) -> Province | None:
    """Return the province whose code the digits begin with; None: there is none."""
    code = number.partition("备")[2][:2]
    id = next((id for id, region in knowledge.rules.regions.items() if region == code), "")
    return knowledge.provinces.get(id)


def shown(number: Icp, knowledge: Knowledge) -> str:
    """Return the ICP number to show at the foot of a site. Some provinces want the number of the applicant there."""
    province = province_of_icp(number, knowledge.provinces)
    return number.applicant if province and province.hangs == "applicant" else number.text


def icp_code(number: Icp, knowledge: Knowledge) -> str:
    """Return the HTML that shows an ICP number and links to the ministry's site."""
    return _link(f"{knowledge.facts['miit-site'].text}/", shown(number, knowledge))


def police_code(number: str, knowledge: Knowledge) -> str:
    """Return the HTML that shows the number of a police filing and links to its page."""
    digits = number.partition("备")[2].removesuffix("号")
    return _link(knowledge.facts["police-number-page"].text + digits, number)


def _link(address: str, text: str) -> str:
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer">{text}</a>'
