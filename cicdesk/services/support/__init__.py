"""Support given to people: logging it, taking part in projects, and what is missing for the reports."""
