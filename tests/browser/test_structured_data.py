"""The data blocks as a browser takes them: read, never run, and no matter for the policy."""

import pytest

PAGES = ["/", "/faq/", "/guide/cast/", "/casts/", "/contact/", "/accounts/signup/"]


@pytest.mark.parametrize("path", PAGES)
def test_data_blocks_stand_under_the_strict_policy(person, path):
    page = person("visitor")
    violations: list[str] = []
    page.on("console", lambda message: violations.append(message.text))

    response = page.goto(path, wait_until="load")

    assert "unsafe-inline" not in response.headers["content-security-policy"]
    kinds = page.evaluate(
        """() => [...document.querySelectorAll('script[type="application/ld+json"]')]
            .map((block) => JSON.parse(block.textContent)["@type"])"""
    )
    assert kinds
    assert violations == []
