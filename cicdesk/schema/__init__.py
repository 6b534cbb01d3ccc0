"""What a record is: pure data that form, table, search, wire, export and manual read."""
