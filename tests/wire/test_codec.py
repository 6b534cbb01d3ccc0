"""Bytes that are no letters are refused like any other unreadable message."""

import pytest

from cicdesk.wire import codec
from cicdesk.wire.messages import Courier, Enrol


@pytest.mark.parametrize("data", [b'{"code":"\xe3"}', b'{"code":"\xff\xfe","user":1}', b'{"\xc3":1}'])
def test_no_letters_are_unreadable(data: bytes) -> None:
    for kind in (Enrol, Courier):
        with pytest.raises(codec.Unreadable):
            codec.decode(data, kind)
