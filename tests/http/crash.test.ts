import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Api, createApi, signIn } from "../support/api";
import type { SseEvent } from "../support/sse";
import { startServer, type TestServer } from "../support/server";

// Each test starts two servers, each with its PostgreSQL.
vi.setConfig({ testTimeout: 180_000 });
let dataDir: string;
const servers: TestServer[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "deskside-crash-"));
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** As `npm start` runs it: on the embedded PostgreSQL, customers at their own pace. */
async function start(): Promise<TestServer> {
  const env = { DATABASE_URL: "", DATA_DIR: dataDir, CUSTOMER_PACE: "real" };
  const server = await startServer({ env });
  servers.push(server);
  return server;
}
const byCustomer = ({ data }: SseEvent) =>
  (data["author"] as { role?: string } | undefined)?.role === "customer";
const isSaid = (event: SseEvent) => event.type === "message.posted" && byCustomer(event);
/** What the screen says, as the scenario has it. */
const isAnswer = (event: SseEvent) =>
  isSaid(event) && /approve the sign-in/i.test(String(event.data["text"]));
const isTyping = (event: SseEvent) =>
  event.type === "typing.changed" && byCustomer(event) && event.data["typing"] === true;

/** Asked for the error on the screen, the customer reads, thinks and types; killed in the middle of it. */
async function killWhile(moment: (event: SseEvent) => boolean) {
  const first = await start();
  const trainee = await signIn(first.url, "trainee");
  const { session } = await trainee.start();
  const stream = await trainee.stream(session.id);
  const { cursor } = await trainee.list(session.id);
  if (cursor.endsWith(":0")) await stream.find(isSaid);
  const before = stream.events.length;
  const asked = await trainee.post(session.id, "What does the message on the screen say exactly?");
  await stream.find((event) => stream.events.indexOf(event) >= before && moment(event));
  expect(stream.events.some(isAnswer)).toBe(false);
  await first.kill("SIGKILL");
  return { id: session.id, seq: asked.body.message.seq, token: trainee.token ?? "" };
}

/** The customer's lines behind the question, once nothing more is to come for it. */
async function answersAfter(api: Api, id: string, seq: number): Promise<string[]> {
  const { epoch } = await epochOf(api, id);
  const stream = await api.stream(id, { query: `?cursor=${epoch}:${String(seq)}` });
  const answer = await stream.find(isAnswer);
  // A tool's turn is taken behind everything that was due before it.
  const tool = await api.call<{ cursor: string }>("POST", `/sessions/${id}/actions`, {
    body: { tool: "lookup_user" },
    key: "afterwards",
  });
  expect(tool.status).toBe(201);
  await stream.reach(Number(tool.body.cursor.split(":")[1]));
  const lines = stream
    .durable()
    .filter(isSaid)
    .map(({ data }) => String(data["text"]));
  expect(lines).toContain(answer.data["text"]);
  const seqs = stream.durable().map(({ data }) => data["seq"]);
  expect(seqs).toEqual(seqs.map((_, n) => seq + 1 + n));
  await stream.close();
  return lines;
}

async function epochOf(api: Api, id: string) {
  const { cursor } = await api.list(id);
  return { epoch: cursor.split(":")[0] ?? "" };
}

const moments: [string, (event: SseEvent) => boolean][] = [
  ["the question has been posted", ({ data }) => data["clientMessageId"] !== undefined],
  ["the customer types", isTyping],
];

test.each(moments)(
  "killed when %s, it goes on where it stopped: the customer's reply comes exactly once",
  async (_when, moment) => {
    const { id, seq, token } = await killWhile(moment);
    const second = await start();
    // The sign-in and its token have survived.
    const trainee = createApi(second.url, token);
    const lines = await answersAfter(trainee, id, seq);
    expect(lines.filter((line) => /approve the sign-in/i.test(line))).toHaveLength(1);
    expect(new Set(lines).size).toBe(lines.length);
  },
);
