import os
import secrets
import stat
import subprocess
import sys

import pytest

from config.env import BASE_DIR, generated_secret

PRODUCTION = {"SITE_URL": "https://sashitalk.example", "SECRET_KEY": secrets.token_urlsafe(64)}


@pytest.fixture
def manage(tmp_path):
    """manage("check", SITE_URL=…) runs a command in a copy that has only these settings."""

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess:
        env = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **settings}
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=BASE_DIR,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def read_setting(manage, name: str, **settings: str) -> str:
    code = f"from django.conf import settings; print(settings.{name})"
    return manage("shell", "--no-imports", "-c", code, **settings).stdout.strip()


def test_production_settings_have_nothing_to_warn_of(manage):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


def test_deploy_check_can_fail(manage):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION, DEBUG="1")
    assert done.returncode == 1
    assert "security.W018" in done.stderr


def test_staff_need_a_second_factor_everywhere_but_in_the_demo(manage):
    assert read_setting(manage, "STAFF_SECOND_FACTOR", **PRODUCTION) == "True"
    assert read_setting(manage, "STAFF_SECOND_FACTOR", DEMO="1") == "False"


def test_calls_are_relayed_as_soon_as_there_is_a_relay(manage):
    assert read_setting(manage, "RELAY_ONLY") == "False"
    assert read_setting(manage, "RELAY_ONLY", TURN_URLS="turn:turn.sashitalk.example") == "True"


def test_redis_serves_layer_tasks_and_cache(manage):
    url = "redis://localhost:6379/0"
    assert "RedisPubSubChannelLayer" in read_setting(manage, "CHANNEL_LAYERS", REDIS_URL=url)
    assert url in read_setting(manage, "Q_CLUSTER", REDIS_URL=url)
    assert "RedisCache" in read_setting(manage, "CACHES", REDIS_URL=url)


def test_tasks_are_given_up_before_they_are_tried_again(settings):
    assert settings.Q_CLUSTER["retry"] > settings.Q_CLUSTER["timeout"]


def test_generated_secret_is_kept_and_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "deeper" / "secret"
    first = generated_secret(path)
    assert generated_secret(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_demo_data_are_refused_outside_a_demo(manage):
    done = manage("load_demo", **PRODUCTION)
    assert done.returncode == 1
    assert "no demo" in done.stderr
