"""Indicators: what funders count, declared as data, counted from the snapshot at entry by pure functions."""
