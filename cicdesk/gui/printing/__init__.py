"""Papers on the page: laid out, shown, printed and written as PDF in memory, through Qt and without a network."""
