"""Asks axe about the page that a window shows, in every way that we promise to look after."""

from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.services.processes import ROOT

Views = tuple[tuple[Literal["light", "dark"], int], ...]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
# Colours that are still on their way to the other theme are nobody's contrast.
RUN_AXE = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await frame().then(frame);
  // One that ends may start the next: a colour is handed down from parent to child.
  for (let turn = 0; turn < 60 && document.getAnimations().length; turn += 1) {
    for (const one of document.getAnimations()) one.finish();
    await frame();
  }
  const found = await axe.run({
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
}"""
VIEWS: Views = (("light", 390), ("dark", 1280), ("dark", 390), ("light", 1280))


def one_pair(number: int) -> Views:
    """For the pages of a long walk: what they share is still seen in all four views."""
    return VIEWS[:2] if number % 2 else VIEWS[2:]


def broken_rules(page: Page, views: Views = VIEWS) -> list[str]:
    """What axe says of the page in light and dark, on a phone and a desk."""
    path, broken = urlsplit(page.url).path, []
    page.evaluate(AXE)
    for scheme, width in views:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        broken += [f"{path} {scheme} {width}: {one}" for one in page.evaluate(RUN_AXE)]
    return broken
