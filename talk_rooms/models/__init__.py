from talk_rooms.models.attendance import Attendance
from talk_rooms.models.block import Block
from talk_rooms.models.calendar import CalendarFeed
from talk_rooms.models.call_test import CallTest
from talk_rooms.models.message import Message
from talk_rooms.models.office_call import OfficeCall
from talk_rooms.models.settings import TalkRoomSettings
from talk_rooms.models.talk import Talk

__all__ = [
    "Attendance",
    "Block",
    "CalendarFeed",
    "CallTest",
    "Message",
    "OfficeCall",
    "Talk",
    "TalkRoomSettings",
]
