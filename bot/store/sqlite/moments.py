"""How moments, days and months are written into the database."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def moment(moment: datetime) -> int:
    """Return microseconds since 1970. A datetime without a zone is a TypeError."""
    return (moment - _EPOCH) // MICROSECOND


def datetime_of(moment: int | None) -> datetime | None:
    """Return the moment written as this number, if any."""
    return None if moment is None else _EPOCH + moment * MICROSECOND


def day(moment: datetime) -> str:
    """Return the day (UTC): 2026-11-24. Days compare as texts."""
    return moment.date().isoformat()


def month(moment: datetime) -> str:
    """Return the month (UTC): 2026-11."""
    return f"{moment:%Y-%m}"
