"""Which browser on which system somebody uses, as far as advice differs; from its User-Agent."""

import re
from collections.abc import Mapping

from talk_rooms.enums import Browser, System

# The first that is found: Edge calls itself Chrome, and everybody calls themselves Safari.
# A page inside an app names the app (LINE, Instagram, Facebook) or, on iOS, at least no Safari.
BROWSERS: Mapping[str, Browser] = {
    r"Line/|Instagram|FBAN|FBAV|; wv\)|(iPhone|iPad)(?!.*Safari/)": Browser.IN_APP,
    r"Edg(A|iOS)?/": Browser.EDGE,
    r"Firefox/|FxiOS/": Browser.FIREFOX,
    r"OPR/|SamsungBrowser/": Browser.OTHER,
    r"Chrome/|CriOS/": Browser.CHROME,
    r"Safari/": Browser.SAFARI,
}
# An iPad's Safari says that it is on a Mac, and nothing more; others have names of their own.
SYSTEMS: Mapping[str, System] = {
    r"iPhone|iPad|CriOS/|FxiOS/|EdgiOS/": System.IOS,
    r"Android": System.ANDROID,
    r"Windows": System.WINDOWS,
    r"Macintosh": System.MAC,
}


def browser_of(agent: str) -> Browser:
    return next((one for sign, one in BROWSERS.items() if re.search(sign, agent)), Browser.OTHER)


def system_of(agent: str) -> System:
    return next((one for sign, one in SYSTEMS.items() if re.search(sign, agent)), System.OTHER)
