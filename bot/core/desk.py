"""The staff, who answer where the bot cannot: their group and their hours. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.core.workdays import BEIJING, Calendar, local

LONGEST_HOLIDAY = 60
"""Days in which the next working day is looked for."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The staff. chat: their group; opens, closes: their hours on working days (Beijing time)."""

    chat: int
    opens: time
    closes: time

    @property
    def hours(self) -> str:
        """Their hours as people say them: 9:00～18:00."""
        return f"{self.opens.hour}:{self.opens.minute:02}～{self.closes.hour}:{self.closes.minute:02}"

    def attended(self, now: datetime, calendar: Calendar) -> datetime:
        """Return when somebody is there (UTC): now, or at the next opening."""
        here = local(now)
        for days in range(LONGEST_HOLIDAY):
            day = here.date() + timedelta(days=days)
            opening, closing = (datetime.combine(day, at, BEIJING) for at in (self.opens, self.closes))
            if calendar.works(day) and now < closing:
                return max(opening.astimezone(UTC), now)
        return now
