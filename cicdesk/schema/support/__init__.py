"""Support given to a person, their part in a project, and what the coordinator decides, plans and hands out."""
