"""What is on the screen: it shows and asks, and decides nothing."""

from cicdesk.gui.binding import mend

mend()
