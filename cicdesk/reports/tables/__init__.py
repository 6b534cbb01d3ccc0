"""Tables that leave the house: a table in, a spreadsheet or a text file out."""
