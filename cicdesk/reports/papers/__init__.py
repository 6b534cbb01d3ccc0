"""Printed papers: what each is, its words in every language, and how records become its text."""
