"""Reads the environment. Every variable has a default that needs nothing but Python."""

from pathlib import Path

from django.core.management.utils import get_random_secret_key
from environs import Env

env = Env()
BASE_DIR = Path(__file__).resolve().parents[2]
env.read_env(str(BASE_DIR / ".env"))


def generated_secret(path: Path, make=get_random_secret_key) -> str:
    """A secret kept in a file that only its owner can read; made on first use."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(make())
    return path.read_text()
