from django.urls import reverse

from tests.factories import PASSWORD


def type_password(client):
    """The client, in which the password has just been typed once more."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client
