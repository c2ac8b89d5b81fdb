"""What follows from a person's filings and rejections: plans, clocks, reminders, what runs out, and which parts of a
plan words mean. Pure functions that say nothing."""
