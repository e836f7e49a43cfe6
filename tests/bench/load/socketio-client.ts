import { setTimeout as delay } from "node:timers/promises";
import { io, type Socket } from "socket.io-client";
import { type Client, textOf } from "./client";

type Message = { seq: number; key: string };
const senders = 64;
const mostTries = 20;

/** As its documentation says: acknowledged emits, and the offset of the last message on return. */
export async function createSocketioClient(url: string, tag: string): Promise<Client> {
  const connect = async (auth: object): Promise<Socket> => {
    const options = { transports: ["websocket"], forceNew: true, reconnection: false, auth };
    const socket = io(url, options);
    await live(socket);
    return socket;
  };
  const pool = await Promise.all(Array.from({ length: senders }, () => connect({})));
  let turn = 0;
  return {
    async post(session, number) {
      turn = (turn + 1) % pool.length;
      const socket = pool[turn];
      const message = { room: session, key: `${tag}-${String(number)}`, text: textOf(number) };
      // Prisma gives up a transaction that waits 2 s for a connection: the same key goes again.
      for (let tries = 0; tries < mostTries; tries += 1) {
        const answer: unknown = await socket?.timeout(30_000).emitWithAck("post", message);
        if (answer === "stored") return;
        await delay(50);
      }
      throw new Error(`Socket.IO stored nothing in ${String(mostTries)} tries`);
    },
    async read(session, sink) {
      const auth = { room: session, offset: -1 };
      const socket = await connect(auth);
      socket.on("message", ({ seq, key }: Message) => {
        auth.offset = seq;
        sink.see(seq, key.startsWith(`${tag}-`) ? Number(key.slice(tag.length + 1)) : -1);
      });
      return {
        cut: () => socket.io.engine.close(),
        async resume() {
          socket.connect();
          await live(socket);
        },
      };
    },
    close() {
      for (const socket of pool) socket.disconnect();
    },
  };
}

function live(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once("connect", resolve);
    socket.on("connect_error", () => {
      setTimeout(() => socket.connect(), 100);
    });
  });
}
