// The floor: a relay that checks nothing. Two sockets of one path hear each other.
// node bare_relay.mjs PORT

import { WebSocketServer } from "ws";

const rooms = new Map();

new WebSocketServer({ port: Number(process.argv[2]), host: "127.0.0.1" }).on("connection", (socket, request) => {
  const room = rooms.get(request.url) ?? new Set();
  rooms.set(request.url, room.add(socket));
  socket.on("message", (text) => {
    for (const other of room) if (other !== socket) other.send(text, { binary: false });
  });
  socket.on("close", () => room.delete(socket));
});
