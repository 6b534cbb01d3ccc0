"""Two files of one person: shown as one, apart again, or remembered as two people's."""
