"""The tables, the trigger and the indexes that step 0006 makes, as they were then. Never changed."""
