import logging

from django.http import HttpRequest, HttpResponseServerError
from django.template.loader import render_to_string

from kernel.identifiers import new_public_id

logger = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Stands next to the fault in the log, so that the office finds what somebody asks about."""
    reference = new_public_id()
    logger.error("A page could not be shown; its visitor was given the number %s", reference)
    return HttpResponseServerError(render_to_string("500.html", {"reference": reference}))
