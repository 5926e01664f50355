"""Reads what the map that moves is sent, as the browser does."""

import gzip
import json
import struct
from array import array


def unpacked(payload: bytes) -> dict:
    """Return the head, with the arrays under their names."""
    body = gzip.decompress(payload)
    size = struct.unpack("<I", body[:4])[0]
    head, at = json.loads(body[4 : 4 + size]), 4 + size
    for name, kind, count in head["arrays"]:
        wide = 4 if kind == "f" else 1
        head[name] = array(kind, body[at : at + count * wide]).tolist()
        at += count * wide
    assert at == len(body)
    return head


def stood(head: dict, month: int = 0) -> dict[str, int]:
    """Return the number of the pace state of every project shown in a loaded month, by its code."""
    count = len(head["entity"])
    states = head["state"][month * count : (month + 1) * count]
    return {entity: state for entity, state in zip(head["entity"], states, strict=True) if state != 255}
