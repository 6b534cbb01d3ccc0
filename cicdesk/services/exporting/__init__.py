"""What leaves the house: the funder's file from the records, lists, reports, and a person's own copy."""
