from datetime import timedelta

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from cast_portal.domain.errors import ReportRefused
from cast_portal.domain.queries import held_reports, reports_due, unreported
from cast_portal.domain.reports import file_report, settle_report, suggested_outcome
from cast_portal.enums import Outcome, ReportStatus
from cast_portal.models import Report, Reservation
from cast_portal.signals import report_finalised
from kernel.errors import Refusal
from notices.models import OutgoingMail
from talk_rooms.domain.talks import cancel_talk, end_talk
from talk_rooms.enums import Side, TalkStatus
from talk_rooms.models import Attendance
from tests.factories import CastFactory, ReservationFactory

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def reservation(cast, now):
    """A talk that has ended just now; its report is awaited for ten minutes."""
    return ReservationFactory(cast=cast, talk__starts_at=now - 3 * MINUTE)


@pytest.fixture
def talk(reservation):
    return reservation.talk


@pytest.fixture
def finalised():
    heard = []

    def listen(sender, report, now, **kwargs):
        heard.append(report)

    report_finalised.connect(listen)
    yield heard
    report_finalised.disconnect(listen)


def stay(talk, user, *, saw_other=True):
    media_at = talk.starts_at + 30 * SECOND if saw_other else None
    Attendance.objects.create(
        talk=talk, user=user, joined_at=talk.starts_at, media_at=media_at, left_at=talk.ends_at
    )


def meet(talk):
    stay(talk, talk.cast)
    stay(talk, talk.guest)


def file(talk, *, now, **kwargs):
    words = {"outcome": Outcome.DONE, "rating": 5, "impressions": "楽しい時間でした。"}
    return file_report(talk, by=talk.cast, now=now, **(words | kwargs))


def settle(talk, staff, *, now, outcome=Outcome.DONE, reason="双方の話を確認しました。"):
    return settle_report(talk, by=staff, outcome=outcome, reason=reason, now=now)


def refusal_code(verb, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        verb(*args, **kwargs)
    return refused.value.code


def test_two_who_met_suggest_done(talk):
    meet(talk)
    assert suggested_outcome(talk) == Outcome.DONE


def test_a_guest_who_never_came_suggests_absence(talk):
    stay(talk, talk.cast, saw_other=False)
    assert suggested_outcome(talk) == Outcome.GUEST_ABSENT


def test_a_cast_who_never_came_suggests_trouble(talk):
    stay(talk, talk.guest, saw_other=False)
    assert suggested_outcome(talk) == Outcome.TROUBLE


def test_nobody_there_suggests_trouble(talk):
    assert suggested_outcome(talk) == Outcome.TROUBLE


def test_two_who_came_but_never_connected_suggest_trouble(talk):
    stay(talk, talk.cast, saw_other=False)
    stay(talk, talk.guest, saw_other=False)
    assert suggested_outcome(talk) == Outcome.TROUBLE


def test_a_report_on_a_talk_that_took_place_is_final_at_once(talk, now, finalised):
    meet(talk)
    report = file(talk, now=now)
    assert report.status == ReportStatus.FINAL
    assert (report.outcome, report.filed_outcome) == (Outcome.DONE, Outcome.DONE)
    assert report.suggested_outcome == Outcome.DONE
    assert (report.rating, report.impressions) == (5, "楽しい時間でした。")
    assert finalised == [report]


def test_done_without_a_connection_is_held_for_staff(talk, now, finalised):
    report = file(talk, now=now)
    assert report.status == ReportStatus.HELD
    assert finalised == []
    assert list(held_reports()) == [report]


@pytest.mark.parametrize("outcome", [Outcome.GUEST_ABSENT, Outcome.TROUBLE])
def test_other_outcomes_are_final_whatever_the_facts(talk, now, finalised, outcome):
    report = file(talk, now=now, outcome=outcome, rating=None)
    assert report.status == ReportStatus.FINAL
    assert finalised == [report]


def test_a_report_closes_the_talk_that_no_task_has_closed_yet(talk, now):
    file(talk, now=now)
    talk.refresh_from_db()
    assert talk.status == TalkStatus.ENDED
    assert not OutgoingMail.objects.filter(kind="cast_portal.report_due").exists()


def test_a_report_leaves_an_audit_row(talk, now):
    file(talk, now=now)
    entry = ModelLogEntry.objects.get(action="cast_portal.file_report")
    assert (entry.user, entry.data) == (talk.cast, {"outcome": "done"})


def test_the_window_opens_with_the_end_of_the_talk(talk, now):
    assert refusal_code(file, talk, now=talk.ends_at - SECOND) == "too_early"
    file(talk, now=talk.ends_at)


def test_the_window_closes_after_its_last_second(talk, reservation):
    until = reservation.report_until
    assert refusal_code(file, talk, now=until + SECOND) == "report_closed"
    file(talk, now=until)


def test_there_is_one_report_per_talk(talk, now):
    file(talk, now=now)
    assert refusal_code(file, talk, now=now) == "already_reported"
    assert Report.objects.count() == 1


def test_a_cancelled_talk_needs_no_report(talk, now):
    type(talk).objects.update(status=TalkStatus.CANCELLED, cancelled_at=now)
    assert refusal_code(file, talk, now=now) == "talk_cancelled"


def test_nobody_reports_on_another_casts_talk(talk, now):
    stranger = CastFactory().user
    with pytest.raises(ReportRefused, match="not_your_talk"):
        file_report(talk, by=stranger, outcome=Outcome.DONE, rating=5, impressions="", now=now)


def test_staff_settle_a_held_report(talk, now, staff, finalised):
    file(talk, now=now)
    report = settle(talk, staff, now=now + MINUTE, outcome=Outcome.GUEST_ABSENT)
    assert (report.status, report.outcome) == (ReportStatus.FINAL, Outcome.GUEST_ABSENT)
    assert (report.filed_outcome, report.settled_by) == (Outcome.DONE, staff)
    assert report.settled_at == now + MINUTE
    assert finalised == [report]
    entry = ModelLogEntry.objects.get(action="cast_portal.settle_report")
    assert entry.user == staff


def test_staff_settle_a_talk_that_was_not_reported(talk, reservation, staff, finalised):
    late = reservation.report_until + SECOND
    report = settle(talk, staff, now=late)
    assert (report.status, report.outcome, report.filed_outcome) == ("final", "done", "")
    assert report.suggested_outcome == Outcome.TROUBLE
    assert finalised == [report]


def test_staff_wait_while_the_cast_may_still_report(talk, reservation, staff):
    code = refusal_code(settle, talk, staff, now=reservation.report_until)
    assert code == "cast_may_still_report"
    assert not Report.objects.exists()


def test_settling_asks_for_a_reason(talk, now, staff):
    file(talk, now=now)
    assert refusal_code(settle, talk, staff, now=now, reason="  ") == "reason_needed"
    assert Report.objects.get().status == ReportStatus.HELD


def test_settling_twice_the_same_way_is_quiet(talk, now, staff, finalised):
    file(talk, now=now)
    settle(talk, staff, now=now)
    settle(talk, staff, now=now)
    assert len(finalised) == 1


def test_a_final_report_is_not_settled_otherwise(talk, now, staff):
    meet(talk)
    file(talk, now=now)
    code = refusal_code(settle, talk, staff, now=now, outcome=Outcome.TROUBLE)
    assert code == "move_not_allowed"


def test_staff_confirm_an_absence_that_the_cast_reported(talk, now, staff, finalised):
    file(talk, now=now, outcome=Outcome.GUEST_ABSENT, rating=None)
    report = settle(talk, staff, now=now + MINUTE, outcome=Outcome.GUEST_ABSENT, reason="確認済み")
    assert (report.outcome, report.settled_by) == (Outcome.GUEST_ABSENT, staff)
    assert (report.settled_at, report.settled_reason) == (now + MINUTE, "確認済み")
    assert finalised == [report, report]


def test_confirming_an_absence_twice_is_quiet(talk, now, staff, finalised):
    file(talk, now=now, outcome=Outcome.GUEST_ABSENT, rating=None)
    settle(talk, staff, now=now, outcome=Outcome.GUEST_ABSENT)
    again = settle(talk, staff, now=now + MINUTE, outcome=Outcome.GUEST_ABSENT)
    assert again.settled_at == now
    assert len(finalised) == 2


def test_confirming_an_absence_asks_for_a_reason(talk, now, staff):
    file(talk, now=now, outcome=Outcome.GUEST_ABSENT, rating=None)
    code = refusal_code(settle, talk, staff, now=now, outcome=Outcome.GUEST_ABSENT, reason=" ")
    assert code == "reason_needed"


def test_a_reported_absence_is_not_settled_as_anything_else(talk, now, staff):
    file(talk, now=now, outcome=Outcome.GUEST_ABSENT, rating=None)
    assert refusal_code(settle, talk, staff, now=now) == "move_not_allowed"


def test_staff_do_not_settle_a_cancelled_talk(talk, reservation, now, staff):
    type(talk).objects.update(status=TalkStatus.CANCELLED, cancelled_at=now)
    late = reservation.report_until + SECOND
    assert refusal_code(settle, talk, staff, now=late) == "talk_cancelled"


def test_unreported_are_talks_whose_window_closed_without_a_report(reservation, cast, now):
    ReservationFactory(cast=cast, talk__starts_at=now + MINUTE)
    reported = ReservationFactory(cast=cast, talk__starts_at=now - 60 * MINUTE)
    file(reported.talk, now=reported.report_until)
    late = reservation.report_until + SECOND
    assert list(unreported(now=reservation.report_until)) == []
    assert list(unreported(now=late)) == [reservation]


def test_the_end_of_a_talk_asks_the_cast_for_the_report_once(talk, now):
    end_talk(talk, now=now)
    end_talk(talk, now=now)
    mail = OutgoingMail.objects.get(kind="cast_portal.report_due")
    assert mail.to == talk.cast.email
    assert f"/cast/talks/{talk.public_id}/report/" in mail.body
    assert "11月24日(火) 19:10 まで" in mail.body
    assert talk.cast.legal_name not in mail.body


def test_a_talk_closed_long_after_its_window_sends_no_mail(talk, reservation):
    end_talk(talk, now=reservation.report_until + SECOND)
    assert not OutgoingMail.objects.filter(kind="cast_portal.report_due").exists()


def url_of(talk):
    return f"/cast/talks/{talk.public_id}/report/"


ANSWER = {"outcome": "done", "rating": "4", "impressions": "映画の話をしました。"}


def test_the_form_suggests_what_the_connection_facts_say(talk, now, sign_in):
    stay(talk, talk.cast, saw_other=False)
    with time_machine.travel(now, tick=False):
        page = sign_in(talk.cast).get(url_of(talk)).content.decode()
    assert 'value="guest_absent" id="id_outcome_1" required checked' in page
    assert "10分00秒" in page


def test_the_form_says_when_the_rating_counts(talk, now, sign_in):
    with time_machine.travel(now, tick=False):
        page = sign_in(talk.cast).get(url_of(talk)).content.decode()
    assert "評価は「完了」のときだけ送られます。" in page


def test_the_outcomes_are_explained_in_the_words_of_the_guide(talk, now, sign_in):
    with time_machine.travel(now, tick=False):
        outcomes = sign_in(talk.cast).get(url_of(talk)).context["form"].outcomes()
    assert {str(radio.choice_label): str(meaning) for radio, meaning in outcomes} == {
        "完了": "問題なくトークが行われた",
        "未実施": "ゲストが来なかった",
        "トラブル": "自分がトークに参加できなかった",
    }


def test_a_report_is_sent_from_the_page(talk, now, sign_in):
    meet(talk)
    with time_machine.travel(now + MINUTE, tick=False):
        answer = sign_in(talk.cast).post(url_of(talk), ANSWER, follow=True)
    report = Report.objects.get()
    assert (report.outcome, report.rating) == (Outcome.DONE, 4)
    assert "完了報告を送信しました" in answer.content.decode()


def test_a_held_report_says_that_it_is_being_checked(talk, now, sign_in):
    with time_machine.travel(now, tick=False):
        answer = sign_in(talk.cast).post(url_of(talk), ANSWER, follow=True)
    assert "事務局が接続の記録を確認" in answer.content.decode()


def test_done_asks_for_a_rating_and_keeps_what_was_written(talk, now, sign_in):
    with time_machine.travel(now, tick=False):
        answer = sign_in(talk.cast).post(url_of(talk), ANSWER | {"rating": ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "5段階の評価を選んでください" in page
    assert "映画の話をしました。" in page


def test_a_rating_is_dropped_where_there_was_no_talk(talk, now, sign_in):
    with time_machine.travel(now, tick=False):
        sign_in(talk.cast).post(url_of(talk), ANSWER | {"outcome": "guest_absent"})
    assert Report.objects.get().rating is None


def test_one_second_late_is_refused_and_the_text_is_kept(talk, reservation, sign_in):
    with time_machine.travel(reservation.report_until + SECOND, tick=False):
        answer = sign_in(talk.cast).post(url_of(talk), ANSWER)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Report.objects.exists()
    assert "受付時間が終了しました" in page
    assert "映画の話をしました。" in page
    assert f"/contact/?talk={talk.public_id}" in page


def test_a_draft_found_too_late_goes_with_the_message_to_the_office(talk, reservation, sign_in):
    client = sign_in(talk.cast)
    with time_machine.travel(reservation.report_until + SECOND, tick=False):
        assert f'data-draft="report-{talk.public_id}"' in client.get(url_of(talk)).content.decode()
        client.post(url_of(talk), {"impressions": "電池が切れていました"})
        contact = client.get(f"/contact/?talk={talk.public_id}").content.decode()
    assert "電池が切れていました" in contact


def test_late_words_of_one_talk_do_not_push_out_those_of_another(cast, now, sign_in):
    client = sign_in(cast.user)
    talks = [
        ReservationFactory(cast=cast, talk__starts_at=now - ago * MINUTE).talk for ago in (60, 50)
    ]
    with time_machine.travel(now, tick=False):
        for number, talk in enumerate(talks):
            client.post(url_of(talk), {"impressions": f"{number}人目の方のこと"})
        for number, talk in enumerate(talks):
            contact = client.get(f"/contact/?talk={talk.public_id}").content.decode()
            assert f"{number}人目の方のこと" in contact


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (-4 * MINUTE, "トークが終わる19:00から送信できます"),
        (11 * MINUTE, "受付時間が終了しました"),
    ],
)
def test_outside_the_window_the_page_says_so(talk, now, sign_in, moment, words):
    with time_machine.travel(now + moment, tick=False):
        page = sign_in(talk.cast).get(url_of(talk)).content.decode()
    assert words in page
    assert "報告する</button>" not in page


def test_a_sent_report_is_shown_and_not_asked_again(talk, now, sign_in):
    file(talk, now=now)
    with time_machine.travel(now, tick=False):
        page = sign_in(talk.cast).get(url_of(talk)).content.decode()
    assert "完了報告は送信済みです" in page
    assert "報告する</button>" not in page


def test_lists_of_missing_reports_have_their_indexes(cast, now):
    assert "reports_due" in unreported(now=now).explain()
    mine = Reservation.objects.filter(cast=cast)
    assert "reports_due_of_a_cast" in reports_due(mine, now=now).explain()


@pytest.mark.parametrize(("late", "status"), [(0, 302), (1, 422)])
def test_the_report_window_is_the_servers_to_the_second(cast, now, sign_in, late, status):
    """A form that was opened in time counts by when it arrives."""
    reservation = ReservationFactory(cast=cast, talk__starts_at=now)
    client = sign_in(cast.user)
    path = f"/cast/talks/{reservation.talk.public_id}/report/"
    with time_machine.travel(reservation.report_until - timedelta(seconds=5), tick=False):
        assert client.get(path).status_code == 200
    with time_machine.travel(reservation.report_until + timedelta(seconds=late), tick=False):
        report = {"outcome": "trouble", "impressions": "マイクが動きませんでした"}
        assert client.post(path, report).status_code == status
        contact = client.get(f"/contact/?talk={reservation.talk.public_id}").content.decode()
    assert ("マイクが動きませんでした" in contact) == bool(late)


@pytest.mark.parametrize(
    ("starts_in", "is_shown"),
    [(-1 * MINUTE, True), (2 * MINUTE, True), (10 * MINUTE, True), (10 * MINUTE + SECOND, False)],
)
@pytest.mark.parametrize("is_reported", [False, True])
def test_the_next_talk_is_one_tap_from_the_report(
    reservation, now, sign_in, starts_in, is_shown, is_reported
):
    talk = reservation.talk
    moment = now + 4 * MINUTE
    following = ReservationFactory(cast=reservation.cast, talk__starts_at=moment + starts_in).talk
    ReservationFactory(cast=reservation.cast, talk__starts_at=moment + 30 * MINUTE)
    client = sign_in(talk.cast)
    with time_machine.travel(moment, tick=False):
        if is_reported:
            page = client.post(url_of(talk), ANSWER, follow=True).content.decode()
            assert "完了報告を" in page
        else:
            page = client.get(url_of(talk)).content.decode()
    assert (f"/talks/{following.public_id}/room/" in page) == is_shown


def test_a_room_that_opens_earlier_is_shown_when_it_opens(talk, now, sign_in):
    start = now + 20 * MINUTE
    early = {"talk__starts_at": start, "talk__room_opens_seconds": 20 * 60}
    following = ReservationFactory(cast=talk.reservation.cast, **early).talk
    with time_machine.travel(now, tick=False):
        page = sign_in(talk.cast).get(url_of(talk)).content.decode()
    assert f'href="/talks/{following.public_id}/room/"' in page


def test_a_next_talk_that_is_cancelled_or_over_leads_nowhere(talk, now, sign_in):
    cast = talk.reservation.cast
    ReservationFactory(cast=cast, talk__starts_at=now - 9 * MINUTE)
    gone = ReservationFactory(cast=cast, talk__starts_at=now + 3 * MINUTE).talk
    cancel_talk(gone, by=talk.guest, side=Side.GUEST, reason="", now=now)
    with time_machine.travel(now, tick=False):
        page = sign_in(talk.cast).get(url_of(talk)).content.decode()
    assert "/room/" not in page


def test_a_talk_that_is_still_to_come_names_no_next_one(cast, now, sign_in):
    first = ReservationFactory(cast=cast, talk__starts_at=now + 2 * MINUTE).talk
    second = ReservationFactory(cast=cast, talk__starts_at=now + 5 * MINUTE).talk
    with time_machine.travel(now, tick=False):
        page = sign_in(cast.user).get(f"/cast/talks/{first.public_id}/").content.decode()
    assert second.public_id not in page
