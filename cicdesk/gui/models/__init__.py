"""What lists and tables read from."""
