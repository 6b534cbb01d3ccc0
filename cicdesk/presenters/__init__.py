"""What each window decides; no Qt."""
