"""Debian's Chromium through Playwright, with a camera and a microphone that are not there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.services.processes import ROOT, program

OUTPUT = ROOT / "tests" / "output"
PATIENCE = 15_000  # milliseconds: machines that test are busy
ARGUMENTS = [
    "--no-sandbox",
    "--use-fake-device-for-media-stream=device-count=2,fps=15",
    "--use-fake-ui-for-media-stream",
    # The machine may have nothing but a loopback interface.
    "--allow-loopback-in-peer-connection",
    # The relay's own, which nobody has signed.
    "--ignore-certificate-errors",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program("chromium"), args=ARGUMENTS, headless=True
        )
        yield browser
        browser.close()


# Playwright's own `wait_for_function` takes a promise for a yes, whatever it comes to.
UNTIL = """async ([arg, patience]) => {{
  const predicate = {predicate};
  const deadline = performance.now() + patience;
  while (!(await predicate(arg))) {{
    if (performance.now() > deadline) throw new Error(`never came: ${{predicate}}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }}
}}"""


class Visitors:
    """Opens one window per person and remembers what went wrong in any of them."""

    def __init__(self, browser: Browser, base_url: str) -> None:
        self.browser = browser
        self.base_url = base_url
        self.faults: list[str] = []

    def __call__(self, name: str, *, width: int = 1280, height: int = 800) -> Page:
        context = self.browser.new_context(
            base_url=self.base_url,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            viewport={"width": width, "height": height},
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{name}: {page.url}: {error}"))
        page.on("console", lambda message: self.note(name, page, message))
        return page

    def note(self, name: str, page: Page, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.faults.append(f"{name}: {page.url}: {message.text}")

    def leave(self) -> None:
        for context in self.browser.contexts:
            context.close()


def wait_until(page: Page, predicate: str, arg: Any = None, *, timeout: float = PATIENCE) -> None:
    """Until an asynchronous function of the page gives something true; milliseconds."""
    page.evaluate(UNTIL.format(predicate=predicate), [arg, timeout])


def shot(page: Page, name: str, *, full_page: bool = True) -> None:
    """Keeps a picture of the page in tests/output/."""
    OUTPUT.mkdir(exist_ok=True)
    page.screenshot(path=OUTPUT / f"{name}.png", full_page=full_page)
