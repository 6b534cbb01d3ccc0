"""Pictures on their way in and out: turned upright, small enough to send, without what a camera writes beside them.

Nothing here touches a window, so it may run in any thread.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter

LONGEST = 2400
"""Pixels of the longer side at the most: A4 at about 200 dots per inch, on which small print can be read."""
QUALITY = 82
SMALL_PNG = 400 << 10
"""A drawing or a signature stays a PNG up to this size; everything else becomes a JPEG."""
_MEGABYTES = 256
"""Memory that a picture may take unpacked."""


class QtPictures:
    """presenters.files.Pictures by means of Qt."""

    def tidy(self, data: bytes) -> bytes | None:
        """As it is kept."""
        return tidy(data)

    def decode(self, data: bytes) -> QImage | None:
        """As it is shown."""
        return decode(data)


def decode(data: bytes, longest: int = 0) -> QImage | None:
    """The picture, upright; at most so long on its longer side. None if it cannot be read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MEGABYTES)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if longest and size.isValid() and max(size.width(), size.height()) > 2 * longest:
        # Decoders of JPEG make a picture of half the size for a fraction of the work and the memory.
        reader.setScaledSize(size.scaled(QSize(2 * longest, 2 * longest), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    if longest and max(image.width(), image.height()) > longest:
        image = image.scaled(
            longest, longest, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    return image


def tidy(data: bytes) -> bytes | None:
    """The picture as it is kept: JPEG, or PNG where that is small; None if it cannot be read."""
    image = decode(data, LONGEST)
    if image is None:
        return None
    if data.startswith(b"\x89PNG"):
        kept = _written(_bare(image, QImage.Format.Format_ARGB32), b"PNG", -1)
        if len(kept) <= SMALL_PNG:
            return kept
    return _written(_bare(image, QImage.Format.Format_RGB32), b"JPEG", QUALITY)


def png_of(image: QImage) -> bytes:
    """A picture from the clipboard as a file."""
    return _written(image, b"PNG", -1)


def _bare(image: QImage, kind: QImage.Format) -> QImage:
    """The same dots in a fresh picture: no place, no camera, no words, no colour profile."""
    fresh = QImage(image.size(), kind)
    opaque = kind == QImage.Format.Format_RGB32
    fresh.fill(QColor(Qt.GlobalColor.white) if opaque else QColor(Qt.GlobalColor.transparent))
    painter = QPainter(fresh)
    painter.drawImage(0, 0, image)
    painter.end()
    return fresh


def _written(image: QImage, kind: bytes, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind))
    writer.setQuality(quality)
    writer.write(image)
    return bytes(buffer.data().data())
