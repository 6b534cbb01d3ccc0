"""Frames drawn in Qt Designer, compiled from ui/."""
