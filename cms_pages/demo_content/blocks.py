"""Short spellings of StreamField values, so that the texts of the demo read as texts."""

from typing import Any

from cms_pages.enums import Drawing, Illustration, Screen

Block = tuple[str, Any]


def button(label: str, screen: Screen) -> dict[str, Any]:
    return {"label": label, "page": None, "screen": screen.value}


def call_to_action(title: str, text: str, *buttons: dict[str, Any]) -> Block:
    return "call_to_action", {"title": title, "text": text, "buttons": list(buttons)}


def point(title: str, text: str, illustration: Illustration | str = "") -> dict[str, Any]:
    return {"title": title, "text": text, "illustration": str(illustration)}


def section(kind: str, title: str, text: str = "", **more: Any) -> Block:
    return kind, {"title": title, "text": text, **more}


def part(title: str, *paragraphs: str) -> Block:
    return "part", {"title": title, "text": prose(*paragraphs)}


def note(*paragraphs: str) -> Block:
    return "note", prose(*paragraphs)


def warning(*paragraphs: str) -> Block:
    return "warning", prose(*paragraphs)


def text(*paragraphs: str) -> Block:
    return "text", prose(*paragraphs)


def terms(*pairs: tuple[str, str]) -> Block:
    return "terms", [{"term": term, "text": explanation} for term, explanation in pairs]


def step(title: str, lead: str, illustration: Illustration, *parts: Block) -> Block:
    return "step", {
        "title": title,
        "lead": lead,
        "illustration": illustration.value,
        "parts": list(parts),
    }


def need(title: str, explanation: str, illustration: Illustration) -> Block:
    return "need", {"title": title, "text": explanation, "illustration": illustration.value}


def accordion(title: str, *paragraphs: str, drawing: Drawing | str = "") -> Block:
    return "accordion", {"title": title, "text": prose(*paragraphs), "drawing": str(drawing)}


def drawing(which: Drawing, caption: str = "") -> Block:
    return "drawing", {"drawing": which.value, "caption": caption}


def prose(*paragraphs: str) -> str:
    """Paragraphs of HTML; a list stands as it is."""
    return "".join(
        one if one.startswith(("<ul>", "<ol>")) else f"<p>{one}</p>" for one in paragraphs
    )


def numbered(*items: str) -> str:
    return bullets(*items).replace("ul>", "ol>")


def bullets(*items: str) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def articles(*chapters: tuple[str, str]) -> str:
    return "".join(
        f"<h2>第{number}条 {title}</h2>{body}" for number, (title, body) in enumerate(chapters, 1)
    )
