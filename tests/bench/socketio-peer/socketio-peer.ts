// The stack people would pick: Socket.IO with rooms, acknowledgements and connection state
// recovery, Prisma with one transaction that counts and inserts, as their documentations show.
import { createServer } from "node:http";
import process from "node:process";
import { Server, type Socket } from "socket.io";
import { type Message, openDatabase } from "./prisma-client";

type Post = { room: string; key: string; text: string };

const db = await openDatabase();
const http = createServer();
const io = new Server(http, { connectionStateRecovery: {} });

/** The message, and whether it is new: a repeated key finds the first one. */
async function store({ room, key, text }: Post): Promise<{ message: Message; isNew: boolean }> {
  try {
    const message = await db.$transaction(async (tx) => {
      const data = { seq: { increment: 1 } };
      const { seq } = await tx.room.update({ where: { id: room }, data });
      return tx.message.create({ data: { roomId: room, seq, key, text } });
    });
    return { message, isNew: true };
  } catch (error) {
    const where = { roomId_key: { roomId: room, key } };
    const message = await db.message.findUnique({ where });
    if (!message) throw error;
    return { message, isNew: false };
  }
}

async function post(input: Post): Promise<string> {
  const { message, isNew } = await store(input);
  if (isNew) io.to(input.room).emit("message", message);
  return "stored";
}

/** What was missed, for a socket that Socket.IO couldn't recover. */
async function replay(socket: Socket, roomId: string, offset: number): Promise<void> {
  const where = { roomId, seq: { gt: offset } };
  const missed = await db.message.findMany({ where, orderBy: { seq: "asc" } });
  for (const message of missed) socket.emit("message", message);
}

io.on("connection", (socket) => {
  const { room, offset } = socket.handshake.auth as { room?: string; offset?: number };
  socket.on("post", (input: Post, answer: (how: string) => void) => {
    post(input).then(answer, (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      answer("failed");
    });
  });
  if (room === undefined) return;
  void socket.join(room);
  if (!socket.recovered && offset !== undefined && offset >= 0) {
    replay(socket, room, offset).catch(() => socket.disconnect(true));
  }
});

http.listen(0, "127.0.0.1", () => {
  const address = http.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  process.stdout.write(`ready at http://127.0.0.1:${String(port)}\n`);
});
process.once("SIGTERM", () => process.exit(0));
