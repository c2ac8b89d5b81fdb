"""What follows from the filings of a person and from their rejections: plans, clocks, reminders, what runs out, and
which parts of a plan words mean. Pure, and nothing is said here."""
