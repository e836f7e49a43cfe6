import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createStreamWriter, type StreamWriter } from "./stream-writer.server";

const piece = "x".repeat(8 * 1024);
/** More than the system buffers between two sockets of one machine. */
const mostPieces = 4_000;

let res: ServerResponse;
let reader: IncomingMessage;
let writer: StreamWriter;
let cuts: number;
let free: Promise<void>;
let close: () => Promise<unknown>;

/** Both ends of a real connection; the reader takes nothing yet. */
beforeEach(async () => {
  cuts = 0;
  const server = createServer((_req, answer) => {
    res = answer;
    free = new Promise((onFree) => {
      writer = createStreamWriter(answer, { onFree, onCut: () => (cuts += 1) });
    });
    answer.flushHeaders();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const asked = request({ host: "127.0.0.1", port, agent: false });
  asked.on("error", () => undefined);
  reader = await new Promise((resolve) => asked.on("response", resolve).end());
  reader.on("error", () => undefined);
  close = () => {
    asked.destroy();
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
});
afterEach(() => close());

describe("what is written to a reader that takes nothing", () => {
  test("is let through until it would wait; the writer says so, and when there is room again", async () => {
    let pieces = 0;
    while (writer.isFree() && pieces < mostPieces) {
      writer.write(piece);
      pieces += 1;
      // What the system takes, it takes between two turns.
      await new Promise(setImmediate);
    }
    expect(pieces).toBeLessThan(mostPieces);
    expect([writer.isOpen(), cuts]).toEqual([true, 0]);
    reader.resume();
    await free;
    expect([writer.isFree(), cuts]).toEqual([true, 0]);
  });

  test("cuts it, once, as soon as more than 64 KB wait", async () => {
    for (let pieces = 0; writer.isOpen() && pieces < mostPieces; pieces += 1) {
      expect(res.writableLength).toBeLessThanOrEqual(64 * 1024);
      writer.write(piece);
    }
    expect([writer.isOpen(), writer.isFree(), cuts]).toEqual([false, false, 1]);
    writer.write(piece);
    await new Promise((resolve) => reader.on("close", resolve).resume());
    expect([reader.complete, cuts]).toEqual([false, 1]);
  });
});
