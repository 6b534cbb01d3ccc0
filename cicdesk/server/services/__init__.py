"""What the centre does for a device or an administrator; knows neither HTTP nor SQL."""
