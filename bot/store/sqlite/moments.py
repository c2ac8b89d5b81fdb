"""How moments, days and months are written into the database."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def moment(at: datetime) -> int:
    """Return microseconds since 1970. A datetime without a zone is a TypeError."""
    return (at - _EPOCH) // MICROSECOND


def datetime_of(written: int | None) -> datetime | None:
    """Return the moment that is written as this number. None: there is no number."""
    return None if written is None else _EPOCH + written * MICROSECOND


def day(at: datetime) -> str:
    """Return the day (UTC): 2026-11-24. Days compare as texts."""
    return at.date().isoformat()


def month(at: datetime) -> str:
    """Return the month (UTC): 2026-11."""
    return f"{at:%Y-%m}"
