import pytest
from django.core.management import call_command
from django.utils import timezone
from django_q.models import Schedule

from kernel.schedules import declared_schedules, set_schedules
from notices import tasks


@pytest.fixture
def declare(monkeypatch):
    """declare({…}) makes these the periodic tasks of the mail app."""

    def make(schedules: dict[str, int]) -> None:
        monkeypatch.setattr(tasks, "SCHEDULES", schedules, raising=False)

    return make


def test_declared_functions_are_collected_from_the_apps(declare):
    declare({"notices.tasks.send_waiting_mails": 7})
    assert declared_schedules()["notices.tasks.send_waiting_mails"] == 7


def test_every_app_declares_functions_that_exist():
    assert all(minutes > 0 for minutes in declared_schedules().values())


def test_a_name_that_leads_nowhere_is_an_error(declare):
    declare({"notices.tasks.send_pigeons": 1})
    with pytest.raises(ImportError, match="send_pigeons"):
        declared_schedules()


@pytest.mark.django_db
def test_command_makes_one_endless_row_per_function(declare):
    declare({"notices.tasks.send_waiting_mails": 1})
    call_command("set_schedules", verbosity=0)
    call_command("set_schedules", verbosity=0)
    row = Schedule.objects.get(func="notices.tasks.send_waiting_mails")
    assert (row.schedule_type, row.minutes, row.repeats) == (Schedule.MINUTES, 1, -1)


@pytest.mark.django_db
def test_a_changed_interval_keeps_the_time_of_the_next_run(declare):
    declare({"notices.tasks.send_waiting_mails": 1})
    set_schedules()
    row = Schedule.objects.get(func="notices.tasks.send_waiting_mails")
    declare({"notices.tasks.send_waiting_mails": 5})
    set_schedules()
    changed = Schedule.objects.get(func="notices.tasks.send_waiting_mails")
    assert (changed.pk, changed.minutes, changed.next_run) == (row.pk, 5, row.next_run)


@pytest.mark.django_db
def test_a_task_that_is_no_longer_declared_is_forgotten(declare):
    declare({"notices.tasks.send_waiting_mails": 1})
    set_schedules()
    declare({})
    set_schedules()
    assert not Schedule.objects.filter(func="notices.tasks.send_waiting_mails").exists()


@pytest.mark.django_db
def test_work_planned_for_once_is_left_alone():
    planned = Schedule.objects.create(
        func="notices.tasks.send_waiting_mails",
        schedule_type=Schedule.ONCE,
        next_run=timezone.now(),
    )
    set_schedules()
    assert Schedule.objects.filter(pk=planned.pk).exists()


@pytest.mark.django_db
def test_command_says_what_it_has_set(declare, capsys):
    declare({"notices.tasks.send_waiting_mails": 1})
    call_command("set_schedules")
    assert "notices.tasks.send_waiting_mails: every 1 min" in capsys.readouterr().out
