from typing import Any


def channel_layers(redis_url: str) -> dict[str, Any]:
    """How processes reach each other's sockets: through Redis when there is one.

    Redis' publish and subscribe needs two connections a process, however many sockets it has,
    and its queues have no end. The layer that keeps lists in Redis is several times slower, reads
    by one connection per socket (redis-py gives out 100) with a blocking read as long as
    redis-py's own timeout (idle sockets die), and drops what exceeds its capacity.
    """
    if redis_url:
        backend = "channels_redis.pubsub.RedisPubSubChannelLayer"
        return {"default": {"BACKEND": backend, "CONFIG": {"hosts": [redis_url]}}}
    # One ear hears for all rooms: room enough for a word to each of them at once.
    backend = "channels.layers.InMemoryChannelLayer"
    return {"default": {"BACKEND": backend, "CONFIG": {"capacity": 10_000}}}
