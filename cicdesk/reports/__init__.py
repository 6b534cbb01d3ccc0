"""What leaves the program for people to read: papers, made from records by templates. No Qt, no store."""
