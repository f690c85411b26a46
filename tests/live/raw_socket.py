"""A WebSocket client that also sends what no browser would."""

import asyncio
import json
import os
import struct
from contextlib import suppress

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
PATIENCE = 20


class Closed(Exception):
    """`code` is what the server closed with; None when it only hung up."""

    def __init__(self, code=None):
        super().__init__(code)
        self.code = code


def frame(payload, *, opcode=TEXT, first=0x80, masked=True):
    """`first` holds the final and the reserved bits."""
    size = len(payload)
    mask_bit = 0x80 if masked else 0
    head = bytes([first | opcode])
    if size < 126:
        head += bytes([mask_bit | size])
    elif size < 65_536:
        head += struct.pack("!BH", mask_bit | 126, size)
    else:
        head += struct.pack("!BQ", mask_bit | 127, size)
    if not masked:
        return head + payload
    key = os.urandom(4)
    stream = int.from_bytes((key * (size // 4 + 1))[:size], "big")
    body = (int.from_bytes(payload, "big") ^ stream).to_bytes(size, "big")
    return head + key + body


class RawSocket:
    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    @classmethod
    async def open(cls, port, path, *, cookie="", origin=None):
        """Raises `Closed` when the handshake is refused."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        host = f"127.0.0.1:{port}"
        lines = (
            f"GET {path} HTTP/1.1",
            f"Host: {host}",
            f"Origin: {origin or f'http://{host}'}",
            f"Cookie: {cookie}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "",
        )
        writer.write("\r\n".join(lines).encode())
        socket = cls(reader, writer)
        answer = await socket.wait(reader.readuntil(b"\r\n\r\n"))
        if b" 101 " not in answer.split(b"\r\n")[0]:
            raise Closed
        return socket

    async def wait(self, reading):
        try:
            return await asyncio.wait_for(reading, PATIENCE)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise Closed from error

    def send(self, payload, **how):
        self.send_raw(frame(payload, **how))

    def send_raw(self, data):
        with suppress(ConnectionError):
            self.writer.write(data)

    async def hear(self):
        """The next text of the server."""
        while True:
            opcode, payload = await self.read_frame()
            if opcode == TEXT:
                return payload.decode()
            if opcode == PING:
                self.send(payload, opcode=PONG)
            if opcode == CLOSE:
                raise Closed(int.from_bytes(payload[:2], "big") or None)

    async def hear_type(self, type_):
        while (message := json.loads(await self.hear()))["type"] != type_:
            pass
        return message

    async def read_frame(self):
        first, size = await self.wait(self.reader.readexactly(2))
        if size == 126:
            [size] = struct.unpack("!H", await self.wait(self.reader.readexactly(2)))
        elif size == 127:
            [size] = struct.unpack("!Q", await self.wait(self.reader.readexactly(8)))
        return first & 0x0F, await self.wait(self.reader.readexactly(size))

    def hang_up(self):
        """Without a word, as a network that is gone."""
        self.writer.transport.abort()
