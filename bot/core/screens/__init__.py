"""What is shown: from values to screens. Nothing is changed here."""
