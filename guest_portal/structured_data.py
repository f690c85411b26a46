from urllib.parse import urljoin

from cast_portal.models import Cast
from kernel.links import absolute_reverse, absolute_url
from kernel.structured_data import CONTEXT, Data


def profile_page(cast: Cast) -> Data:
    """A cast's public page: the cast name and what guests see, never the person behind it."""
    person: Data = {
        "@type": "Person",
        "name": cast.user.public_name,
        "url": absolute_reverse("guest_portal:cast", cast.user.public_id),
    }
    if cast.introduction:
        person["description"] = cast.introduction
    if cast.main_picture:
        person["image"] = urljoin(absolute_url("/"), cast.main_picture.image.url)
    return {"@context": CONTEXT, "@type": "ProfilePage", "inLanguage": "ja", "mainEntity": person}
