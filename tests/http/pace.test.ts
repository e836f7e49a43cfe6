import { expect, test, vi } from "vitest";
import { signIn } from "../support/api";
import { startServer } from "../support/server";
import type { SseEvent } from "../support/sse";

// Each test starts a server of its own.
vi.setConfig({ testTimeout: 60_000 });

async function withPace(pace: string, act: (url: string) => Promise<void>): Promise<void> {
  const server = await startServer({ env: { CUSTOMER_PACE: pace } });
  try {
    await act(server.url);
  } finally {
    await server.stop();
  }
}

test("at the pace off the customer writes the opening and then never answers, though tools report", async () => {
  await withPace("off", async (url) => {
    const trainee = await signIn(url, "trainee");
    const { session } = await trainee.start();
    const opening = (await trainee.list(session.id)).messages;
    expect(opening.map(({ author }) => author.role)).toContain("customer");
    await trainee.post(session.id, "Hello Priya, what do you see on the screen?");
    // The tool's turn comes after the message's, so an answer would be there by then.
    const tool = { body: { tool: "lookup_user" }, key: "t" };
    expect((await trainee.call("POST", `/sessions/${session.id}/actions`, tool)).status).toBe(201);
    const after = (await trainee.list(session.id)).messages.slice(opening.length);
    expect(after.map(({ author }) => author.role)).toEqual(["trainee", "system"]);
  });
});

test("at the pace instant the customer answers at once, in its place in the log", async () => {
  await withPace("instant", async (url) => {
    const trainee = await signIn(url, "trainee");
    const { session } = await trainee.start();
    const stream = await trainee.stream(session.id);
    const { body } = await trainee.post(session.id, "What does the message on the screen say?");
    const answer = await stream.find(
      ({ type, data }) =>
        type === "message.posted" && (data["author"] as { role: string }).role === "customer",
    );
    expect(answer.data["seq"]).toBe(body.message.seq + 1);
    await stream.find(
      ({ data }) => data["role"] === "customer" && data["readSeq"] === body.message.seq,
    );
    await stream.close();
  });
});

test("at the pace real the customer receives, reads, types, and then says it", async () => {
  await withPace("real", async (url) => {
    const trainee = await signIn(url, "trainee");
    const { session } = await trainee.start();
    const stream = await trainee.stream(session.id, { query: "?cursor=" });
    const isCustomers = ({ data }: { data: Record<string, unknown> }) =>
      (data["author"] as { role?: string } | undefined)?.role === "customer";
    const { body } = await trainee.post(
      session.id,
      "Good morning. What does the message on the screen say?",
    );
    // What the customer types before that may belong to the opening.
    const read = await stream.find(
      ({ type, data }) =>
        type === "receipt.changed" &&
        data["role"] === "customer" &&
        Number(data["readSeq"]) >= body.message.seq,
    );
    const isAfter = (event: SseEvent, other: SseEvent) =>
      stream.events.indexOf(event) > stream.events.indexOf(other);
    const typing = await stream.find(
      (event) =>
        event.type === "typing.changed" &&
        isCustomers(event) &&
        event.data["typing"] === true &&
        isAfter(event, read),
    );
    await stream.find(
      (event) => event.type === "message.posted" && isCustomers(event) && isAfter(event, typing),
    );
    await stream.close();
  });
});
