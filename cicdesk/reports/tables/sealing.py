"""A spreadsheet that opens with a password only, in Excel and LibreOffice themselves.

The usual encryption of Office files (agile, AES): whoever receives the file needs no other program. A ZIP with
AES would need one on Windows, and the old encryption of ZIP files is none.
"""

import io


def sealed(book: bytes, password: str) -> bytes:
    """An XLSX file encrypted with that password; ValueError without one."""
    if not password:
        raise ValueError("a file without a password would only look protected")
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415  not needed to unlock

    held = io.BytesIO()
    OOXMLFile(io.BytesIO(book)).encrypt(password, held)
    return held.getvalue()
