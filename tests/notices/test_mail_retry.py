import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core import mail as mailbox
from django.urls import reverse
from wagtail.models import ModelLogEntry

from kernel.errors import Refusal
from notices.domain.mail import MAX_ATTEMPTS, queue_mail, retry_mail
from notices.enums import MailStatus
from notices.kinds import kind_of
from notices.models import OutgoingMail
from tests.factories import StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed(page_tree):
    link = {"link": "http://testserver/accounts/confirm-email/abc/"}
    queue_mail(kind_of("accounts.confirm_email"), to="hana@example.com", values=link)
    OutgoingMail.objects.update(status=MailStatus.FAILED, attempts=MAX_ATTEMPTS)
    return OutgoingMail.objects.get()


@pytest.fixture
def retry(sign_in):
    def post(mail, by):
        return sign_in(by).post(reverse("notices_retry_mail", args=[mail.pk]), follow=True)

    return post


def limited(*codes):
    user = StaffFactory(is_superuser=False)
    codes = ["access_admin", "view_outgoingmail", *codes]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return user


def inspect(sign_in, user, mail):
    return sign_in(user).get(f"/admin/outgoing-mails/inspect/{mail.pk}/").content.decode()


def test_a_failed_mail_has_all_its_tries_again(failed, staff, now):
    mail = retry_mail(failed, by=staff, now=now)
    assert (mail.status, mail.attempts, mail.next_try_at) == (MailStatus.QUEUED, 0, now)


def test_it_is_sent_after_the_commit(failed, staff, now, django_capture_on_commit_callbacks):
    with time_machine.travel(now), django_capture_on_commit_callbacks(execute=True):
        retry_mail(failed, by=staff, now=now)
    assert [message.to for message in mailbox.outbox] == [["hana@example.com"]]


def test_who_asked_for_it_is_kept(failed, staff, now):
    retry_mail(failed, by=staff, now=now)
    entry = ModelLogEntry.objects.get(action="notices.retry_mail")
    assert (entry.user, entry.object_id) == (staff, str(failed.pk))


def test_asking_twice_changes_nothing_more(failed, staff, now):
    retry_mail(failed, by=staff, now=now)
    retry_mail(failed, by=staff, now=now)
    assert ModelLogEntry.objects.filter(action="notices.retry_mail").count() == 1


@pytest.mark.parametrize("status", [MailStatus.SENDING, MailStatus.SENT])
def test_only_a_failed_mail_is_sent_again(failed, staff, now, status):
    OutgoingMail.objects.update(status=status)
    with pytest.raises(Refusal) as refusal:
        retry_mail(failed, by=staff, now=now)
    assert refusal.value.code == "mail_not_failed"
    assert OutgoingMail.objects.get().status == status


def test_staff_send_it_again_from_the_register(failed, staff, sign_in, retry):
    url = reverse("notices_retry_mail", args=[failed.pk])
    assert url in inspect(sign_in, staff, failed)
    assert "メールを送信待ちに戻しました。" in retry(failed, staff).content.decode()
    assert OutgoingMail.objects.get().status == MailStatus.QUEUED
    assert url not in inspect(sign_in, staff, failed)


def test_a_mail_that_has_gone_out_meanwhile_is_told_in_words(failed, staff, retry):
    OutgoingMail.objects.update(status=MailStatus.SENT)
    assert "送信に失敗したメールだけです" in retry(failed, staff).content.decode()


def test_staff_with_the_permission_may(failed, retry):
    retry(failed, limited("change_outgoingmail"))
    assert OutgoingMail.objects.get().status == MailStatus.QUEUED


def test_staff_who_may_only_read_may_not(failed, sign_in, retry):
    reader = limited()
    assert "再送する" not in inspect(sign_in, reader, failed)
    retry(failed, reader)
    assert OutgoingMail.objects.get().status == MailStatus.FAILED


def test_visitors_and_guests_may_not(failed, client, guest, sign_in):
    url = reverse("notices_retry_mail", args=[failed.pk])
    assert reverse("account_login") in client.post(url).url
    assert sign_in(guest).post(url).status_code == 403
    assert OutgoingMail.objects.get().status == MailStatus.FAILED


def test_looking_at_the_address_sends_nothing(failed, staff, sign_in):
    response = sign_in(staff).get(reverse("notices_retry_mail", args=[failed.pk]))
    assert response.status_code == 405
    assert OutgoingMail.objects.get().status == MailStatus.FAILED


def test_a_mail_that_was_forgotten_is_not_sent_again(failed, staff, now):
    OutgoingMail.objects.update(to="")
    with pytest.raises(Refusal, match="mail_not_failed"):
        retry_mail(failed, by=staff, now=now)
