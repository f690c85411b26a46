"""The product's own settings with what tests need: no manifest, quick hashes, tasks at once."""

import tempfile
from pathlib import Path

from config.settings import *  # noqa: F403
from config.settings import DATABASES, Q_CLUSTER

SECRET_KEY = "tests-only"
SITE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATA = Path(tempfile.mkdtemp(prefix="sashitalk-tests-"))
MEDIA_ROOT = DATA / "media"
IDENTITY_ROOT = DATA / "identity"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_SERVER_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_STAYS_IN_OUTBOX = True
Q_CLUSTER = {**Q_CLUSTER, "sync": True}
STAFF_SECOND_FACTOR = False
RATELIMIT_ENABLE = False
ACCOUNT_RATE_LIMITS = False
DATABASES["default"].setdefault("TEST", {})
