"""Steps from each structure of the encrypted file to the next."""
