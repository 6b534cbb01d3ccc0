"""The funder's file: participants of an ESF+ project as SM EFS takes them in, and what it answers."""
