"""What an attacker with a seat of its own might send; seeded, so that a run can be repeated."""

import json
from random import Random

from tests.live.raw_socket import BINARY, PING, frame

JUNK = (None, True, -1, 1e308, "", "x" * 3000, "\u0000", [], {}, [[[]]], {"type": "ping"})


def valid_messages(me, other):
    envelope = {"from": me, "to": other}
    candidate = {"candidate": "candidate:1 1 udp 1 192.0.2.1 9 typ host", "sdpMid": "0"}
    offer = {"type": "offer", "sdp": "v=0\r\n" * 300}
    here = {"entered": True, "audio": False, "video": True}
    told = {"path": "relay", "quality": "good", "restarts": 1, "connected": 3}
    return [
        {"type": "description", **envelope, "description": offer},
        {"type": "candidates", **envelope, "candidates": [candidate] * 6},
        {"type": "state", "from": me, **here},
        {"type": "state", "from": me, **here, "silent": True},
        {"type": "facts", **told},
        {"type": "media"},
        {"type": "bye"},
        {"type": "ping", "t": 1},
    ]


class Fuzzer:
    def __init__(self, seed, me, other):
        self.random = Random(seed)  # noqa: S311 (to be repeated, not to be secret)
        self.messages = valid_messages(me, other)
        self.kinds = (
            *[self.valid] * 3,
            *[self.misspelt] * 4,
            *[self.misbuilt] * 4,
            self.pieces,
            self.binary,
            self.huge,
            self.broken_frame,
            self.flood,
        )

    def attack(self):
        """Bytes for an open socket."""
        return self.random.choice(self.kinds)()

    def text(self):
        return json.dumps(self.random.choice(self.messages)).encode()

    def valid(self):
        return frame(self.text())

    def misspelt(self):
        """Bytes changed, lost, doubled or broken off, which is also how UTF-8 breaks."""
        text = bytearray(self.text())
        for _ in range(self.random.randint(1, 4)):
            place = self.random.randrange(len(text))
            change = self.random.choice(("change", "lose", "double", "cut"))
            if change == "change":
                text[place] = self.random.randrange(256)
            elif change == "lose":
                del text[place]
            elif change == "double":
                text[place:place] = text[place : place + 40]
            else:
                del text[max(1, place) :]
            text = text or bytearray(b"{")
        return frame(bytes(text))

    def misbuilt(self):
        """A field too many, too few, or with something else in it."""
        message = json.loads(self.text())
        name = self.random.choice([*message, "more"])
        if self.random.random() < 0.3:
            message.pop(name, None)
        else:
            message[name] = self.random.choice(JUNK)
        return frame(json.dumps(message).encode())

    def pieces(self):
        """One message in three frames with a ping of the protocol between them."""
        text = self.text()
        third = len(text) // 3
        return (
            frame(text[:third], first=0)
            + frame(b"?", opcode=PING)
            + frame(text[third : 2 * third], opcode=0, first=0)
            + frame(text[2 * third :], opcode=0)
        )

    def binary(self):
        return frame(self.random.randbytes(self.random.randint(0, 2000)), opcode=BINARY)

    def huge(self):
        return frame(self.text() + b" " * self.random.choice((24_000, 70_000, 1_100_000)))

    def broken_frame(self):
        return self.random.choice(
            (
                frame(self.text(), masked=False),
                frame(self.text(), opcode=self.random.choice((3, 7, 11, 15))),
                frame(self.text(), first=0xF0),
                frame(b"x", opcode=0),
                frame(b"x" * 200, opcode=PING),
                frame(self.text())[: self.random.randint(1, 12)],
                self.random.randbytes(50),
            )
        )

    def flood(self):
        return frame(b'{"type":"ping","t":1}') * 120
