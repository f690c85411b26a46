from talk_rooms.consumers.seat import RoomConsumer

__all__ = ["RoomConsumer"]
