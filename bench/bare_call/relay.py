"""The least that two browsers need to call each other: one page and a relay for two sockets."""

from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILES = {
    "/": (HERE / "page.html", b"text/html; charset=utf-8"),
    "/page.js": (HERE / "page.js", b"text/javascript"),
}
sockets: list[Any] = []


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await relay(receive, send)
    else:
        await serve(scope["path"], send)


async def serve(path: str, send: Any) -> None:
    file, kind = FILES.get(path, (None, b"text/plain"))
    head = {"status": 200 if file else 404, "headers": [(b"content-type", kind)]}
    await send({"type": "http.response.start", **head})
    await send({"type": "http.response.body", "body": file.read_bytes() if file else b""})


async def relay(receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    sockets.append(send)
    if len(sockets) == 2:
        for socket, polite in zip(sockets, ("true", "false"), strict=True):
            await socket({"type": "websocket.send", "text": f'{{"polite":{polite}}}'})
    while (event := await receive())["type"] == "websocket.receive":
        for socket in sockets:
            if socket is not send:
                await socket({"type": "websocket.send", "text": event["text"]})
    sockets.remove(send)
