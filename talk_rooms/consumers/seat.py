"""The socket of one person in one room: /ws/talks/<public_id>/. It routes; the domain decides.

No message costs a database query or a thread: those are for entering, the first picture, leaving
and the logbook that all seats share. That is why this consumer reads its socket itself instead of
through Channels' dispatch.
"""

import logging
import time
from typing import Any

import msgspec
from channels.consumer import AsyncConsumer
from channels.db import database_sync_to_async
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.sessions import consent_is_wanted
from talk_rooms.consumers.admission import Admission, NotAdmitted, admit, instance_in
from talk_rooms.consumers.line import Line, rooms
from talk_rooms.consumers.parting import farewell
from talk_rooms.consumers.rooms import OTHER, Room
from talk_rooms.domain.allowance import Allowance, Allowances
from talk_rooms.domain.attendance import leave_room, note_media
from talk_rooms.domain.protocol import (
    ENTRIES_PER_SECOND,
    ENTRY_BURST,
    MAX_CHARACTERS,
    MESSAGE_BURST,
    MESSAGES_PER_SECOND,
    OUT_OF_PHASE_TOLERATED,
    PHASES_OF,
    VERSION,
    Bye,
    ClientMessage,
    CloseCode,
    Facts,
    Media,
    Ping,
    decode,
    encode,
)
from talk_rooms.domain.timetable import Timetable
from talk_rooms.enums import Phase, Side

logger = logging.getLogger(__name__)
entries = Allowances(per_second=ENTRIES_PER_SECOND, burst=ENTRY_BURST)


class RoomConsumer(AsyncConsumer):
    rooms = rooms
    side: Side
    instance: str
    attendance_id: int
    session_key: str
    room: Room
    line: Line

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        self.scope, self.receive, self.base_send = scope, receive, send
        self.is_open = True
        await self.receive()
        await self.base_send({"type": "websocket.accept"})
        try:
            self.come_in(await self.admission())
        except NotAdmitted as refusal:
            await self.dismiss(refusal.code)
            return
        try:
            if await self.sit_down():
                await self.read()
        finally:
            await self.get_up()

    async def admission(self) -> Admission:
        user = self.scope["user"]
        if not user.is_authenticated:
            raise NotAdmitted(CloseCode.SIGNED_OUT)
        if consent_is_wanted(self.scope["session"]):
            raise NotAdmitted(CloseCode.CONSENT_WANTED)
        public_id = self.scope["url_route"]["kwargs"]["public_id"]
        instance = instance_in(self.scope)
        if not entries.spend((user.pk, public_id), time.monotonic()):
            raise NotAdmitted(CloseCode.TOO_FREQUENT)
        return await database_sync_to_async(admit)(user, public_id, instance)

    def come_in(self, admission: Admission) -> None:
        self.side = admission.side
        self.instance = admission.instance
        self.attendance_id = admission.attendance_id
        self.session_key = self.scope["session"].session_key
        self.scope["headers"].clear()  # read; a thousand idle sockets would hold two megabytes
        self.media_noted = self.on_purpose = False
        self.told: Facts | None = None
        self.out_of_phase = 0
        self.allowance = Allowance(
            per_second=MESSAGES_PER_SECOND, burst=MESSAGE_BURST, now=time.monotonic()
        )
        timetable = Timetable.of(admission.talk)
        self.room, self.line = self.rooms.come_in(admission.talk.public_id, timetable)
        # Nothing else of it is kept: a thousand sockets would hold three thousand people.
        self.peer_name, self.ice = admission.peer_name, admission.ice
        self.rooms.logbook.open(self)

    async def sit_down(self) -> bool:
        await self.line.opened()
        if not await self.room.sit(self):
            await self.dismiss(CloseCode.TAKEN_OVER)
            return False
        await self.tell(self.welcome())
        del self.peer_name, self.ice  # said once
        self.line.seat_taken()
        if self.room.phase is Phase.OVER:  # it ended while we were looking for the chair
            await self.dismiss(CloseCode.OVER)
        return self.is_open

    def welcome(self) -> str:
        peer_instance = self.room.instance_of(OTHER[self.side])
        return encode(
            "welcome",
            v=VERSION,
            side=self.side.value,
            instance=self.instance,
            now=time.time() * 1000,
            phase=self.room.phase.value,
            instants=self.room.timetable.in_milliseconds(),
            peer={"name": self.peer_name, "instance": peer_instance},
            ice=self.ice,
        )

    async def read(self) -> None:
        while (event := await self.receive())["type"] == "websocket.receive":
            if self.is_open:
                await self.take(event.get("text"))

    async def get_up(self) -> None:
        """Whatever fails on the way out, the room's last one puts out the light."""
        try:
            await self.clear_the_seat()
        finally:
            await self.rooms.go_out(self.room)

    async def clear_the_seat(self) -> None:
        self.rooms.logbook.close(self)
        held_the_seat = self.room.leave(self)
        if held_the_seat:
            await self.room.announce(self.side)
        try:
            await database_sync_to_async(leave_room)(
                self.attendance_id, now=timezone.now(), on_purpose=self.on_purpose, told=self.told
            )
        finally:
            if held_the_seat:
                await self.line.seat_vacated(self)

    async def take(self, text: str | None) -> None:
        if not self.allowance.spend(time.monotonic()):
            await self.dismiss(CloseCode.TOO_FREQUENT)
        elif text is None:
            await self.dismiss(CloseCode.MALFORMED)
        elif len(text) > MAX_CHARACTERS:
            await self.dismiss(CloseCode.TOO_LARGE)
        else:
            await self.read_message(text)

    async def read_message(self, text: str) -> None:
        try:
            message = decode(text)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            await self.dismiss(CloseCode.MALFORMED)
            return
        if self.room.phase not in PHASES_OF[type(message)]:
            await self.refuse_phase()
        else:
            await self.route(message, text)

    async def refuse_phase(self) -> None:
        self.out_of_phase += 1
        if self.out_of_phase > OUT_OF_PHASE_TOLERATED:
            await self.dismiss(CloseCode.MALFORMED)
        else:
            words = _("通話時間外は送信できません。")
            await self.tell(encode("error", code="out_of_phase", message=words))

    async def route(self, message: ClientMessage, text: str) -> None:
        if isinstance(message, Ping):
            await self.tell(encode("pong", t=message.t, now=time.time() * 1000))
        elif isinstance(message, Media):
            await self.note_media()
        elif isinstance(message, Facts):
            self.note_facts(message)
        elif isinstance(message, Bye):
            self.on_purpose = True
            await self.relay(text)
        elif message.sender != self.instance:
            await self.dismiss(CloseCode.MALFORMED)
        else:
            await self.relay(text)

    async def relay(self, text: str) -> None:
        """Passes the text on as it came, straight to the other socket where it is ours."""
        side = OTHER[self.side]
        if peer := self.room.seats.get(side):
            await peer.tell(text)
        else:
            await self.line.relay(side, text)

    async def note_media(self) -> None:
        if not self.media_noted:
            self.media_noted = True
            await database_sync_to_async(note_media)(self.attendance_id, now=timezone.now())

    def note_facts(self, facts: Facts) -> None:
        if self.told is None or facts.has_news_since(self.told):
            self.rooms.logbook.hurry(self)
        self.told = facts

    async def tell(self, text: str) -> None:
        await self.say({"type": "websocket.send", "text": text})

    async def dismiss(self, code: CloseCode) -> None:
        for message in farewell(code):
            await self.say(message)
        self.is_open = False

    async def say(self, message: dict[str, Any]) -> None:
        """Writes to this socket. One that is just closing must not hurt whoever speaks to it."""
        if self.is_open:
            try:
                await self.base_send(message)
            except Exception:
                self.is_open = False
                logger.info("A room's socket went away while it was being written to")
