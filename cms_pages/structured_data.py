"""What our own pages tell search engines beyond their place in the tree."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.templatetags.static import static

from kernel.links import absolute_reverse, absolute_url
from kernel.structured_data import CONTEXT, Data

OUR_LINK = re.compile(r'(?<=href=")(?=/)')


def faq_page(questions: Iterable[tuple[str, str]]) -> Data:
    """Every question that the page shows, in plain text, with the HTML of its answer."""
    return {
        "@context": CONTEXT,
        "@type": "FAQPage",
        "inLanguage": "ja",
        "mainEntity": [question_data(*one) for one in questions],
    }


def question_data(question: str, answer_html: str) -> Data:
    answer = with_absolute_links(answer_html)
    return {
        "@type": "Question",
        "name": question,
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }


def with_absolute_links(html: str) -> str:
    """For readers who see the text elsewhere than on our pages."""
    return OUR_LINK.sub(settings.SITE_URL, html)


def organization() -> Data:
    return {
        "@context": CONTEXT,
        "@type": "Organization",
        "@id": absolute_url("/#organization"),
        "name": settings.SITE_NAME,
        "url": absolute_url("/"),
        "logo": absolute_url(static("brand/logo.png")),
        "contactPoint": {
            "@type": "ContactPoint",
            "contactType": "customer support",
            "url": absolute_reverse("cms_pages:contact"),
            "availableLanguage": "ja",
        },
    }


def website() -> Data:
    target = f"{absolute_reverse('cms_pages:search')}?q={{search_term_string}}"
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": absolute_url("/#website"),
        "name": settings.SITE_NAME,
        "url": absolute_url("/"),
        "inLanguage": "ja",
        "publisher": {"@id": absolute_url("/#organization")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        },
    }
