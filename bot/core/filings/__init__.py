"""What follows from the filings of a person and from their rejections: plans, clocks, reminders, what runs out. Pure,
no words."""
