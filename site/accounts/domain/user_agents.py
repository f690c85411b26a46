"""What a browser says it is (RFC 9110, section 10.1.5), in the few words that people know."""

# The first that is found counts: most browsers also name those that they resemble.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Line/": "LINE",
    "FxiOS": "Firefox",
    "Firefox": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "Chromebook",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def browser_of(user_agent: str) -> str:
    return first_named(BROWSERS, user_agent)


def system_of(user_agent: str) -> str:
    return first_named(SYSTEMS, user_agent)


def first_named(names: dict[str, str], user_agent: str) -> str:
    """Empty for one that nobody would recognise."""
    return next((name for mark, name in names.items() if mark in user_agent), "")
