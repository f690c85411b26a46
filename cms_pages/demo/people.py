"""Who lives in the demo. Casts come in by the door: entry, approval."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from accounts.domain.terms import current_terms, record_consents
from accounts.enums import Role, TermsKind
from accounts.models import Guest, User
from cast_portal.domain.entry import Entry, receive_entry
from cast_portal.domain.profile import Profile, profile_version, update_profile
from cast_portal.domain.screening import approve_application
from cast_portal.enums import DocumentKind, DocumentPart
from cast_portal.models import Cast, CastApplication, Category, Rank
from cms_pages.demo.portraits import Look, portrait, sample_licence
from guest_portal.domain.profile import profile_version as version_of_guest
from guest_portal.domain.profile import save_profile
from kernel.demo_accounts import DEMO_ACCOUNTS, PASSWORD

STAFF, BOOKKEEPER, CAST_1, CAST_2, GUEST_1, GUEST_2 = (account.email for account in DEMO_ACCOUNTS)


@dataclass(frozen=True)
class Person:
    email: str
    public_name: str
    name: tuple[str, str]
    kana: tuple[str, str]
    introduction: str


@dataclass(frozen=True)
class CastPerson(Person):
    born: date
    rank: str
    categories: tuple[str, ...]
    look: Look
    career: str = ""
    website_url: str = ""


def make_staff(email: str, public_name: str) -> User:
    """Somebody who may do everything in the admin."""
    staff = User.objects.create_superuser(email, PASSWORD, public_name=public_name)
    verify_address(staff)
    return staff


def make_member(group: str, email: str, public_name: str) -> User:
    """Somebody who may do what the group may."""
    member = User.objects.create_user(
        email, PASSWORD, role=Role.STAFF, is_staff=True, public_name=public_name
    )
    member.groups.add(Group.objects.get(name=group))
    verify_address(member)
    return member


def make_guest(person: Person, *, topics: str, now: datetime) -> Guest:
    guest = User.objects.create_user(
        person.email, PASSWORD, role=Role.GUEST, public_name=person.public_name, **names(person)
    )
    verify_address(guest)
    record_consents(guest, current_terms(TermsKind.GUEST, TermsKind.PRIVACY), now=now)
    return save_profile(
        guest,
        public_name=person.public_name,
        introduction=person.introduction,
        topics=topics,
        seen=version_of_guest(guest),
    )


def make_cast(person: CastPerson, *, by: User, now: datetime) -> Cast:
    """Entered 9 days before `now`, approved at `now`, with a finished profile."""
    application = enter(person, now=now - timedelta(days=9))
    rank, stage = application.desired_rank, application.stage_id
    cast = approve_application(application, by=by, seen=stage, rank=rank, now=now).cast
    cast.user.set_password(PASSWORD)
    cast.user.save(update_fields=["password"])
    profile = Profile(
        introduction=person.introduction,
        career=person.career,
        website_url=person.website_url,
        categories=categories(person),
    )
    return update_profile(cast, profile=profile, seen=profile_version(cast))


def enter(person: CastPerson, *, now: datetime) -> CastApplication:
    """An entry that waits for screening since `now`."""
    return receive_entry(entry_of(person), now=now)


def entry_of(person: CastPerson) -> Entry:
    licence = sample_licence(person.look)
    return Entry(
        **names(person),
        birth_date=person.born,
        cast_name=person.public_name,
        email=person.email,
        categories=categories(person),
        desired_rank=Rank.objects.get(slug=person.rank),
        introduction=person.introduction,
        document_kind=DocumentKind.DRIVING_LICENCE,
        documents={DocumentPart.FRONT: licence, DocumentPart.BACK: licence},
        profile_image=portrait(person.look),
        terms=current_terms(TermsKind.CAST, TermsKind.PRIVACY),
        card_shows_address=False,
    )


def names(person: Person) -> dict[str, str]:
    keys = ("last_name", "first_name", "last_name_kana", "first_name_kana")
    return dict(zip(keys, (*person.name, *person.kana), strict=True))


def categories(person: CastPerson) -> list[Category]:
    return list(Category.objects.filter(slug__in=person.categories))


def verify_address(user: User) -> None:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
