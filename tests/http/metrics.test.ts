import { afterAll, beforeAll, expect, test } from "vitest";
import { accounts, type Api, signIn } from "../support/api";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let trainee: Api;

beforeAll(async () => {
  server = await startServer();
  trainee = await signIn(server.url, "trainee");
});
afterAll(() => server.stop());

type Sample = { name: string; labels: Record<string, string>; value: number };

/** One scrape, as Prometheus's text format defines its lines. */
async function scrape(): Promise<{ text: string; samples: Sample[] }> {
  const response = await fetch(`${server.url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toMatch(/^text\/plain;.*version=0\.0\.4/);
  const text = await response.text();
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return { text, samples: lines.map(readSample) };
}

function readSample(line: string): Sample {
  const parts = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
  expect(parts, line).not.toBeNull();
  const labels = [...(parts?.[2] ?? "").matchAll(/([a-zA-Z_]\w*)="([^"]*)"/g)];
  return {
    name: parts?.[1] ?? "",
    labels: Object.fromEntries(labels.map(([, name, value]) => [name, value])) as Sample["labels"],
    value: Number(parts?.[3]?.replace("+Inf", "Infinity")),
  };
}

async function valueOf(name: string, labels: Sample["labels"] = {}): Promise<number | undefined> {
  const { samples } = await scrape();
  const fits = (sample: Sample) =>
    Object.entries(labels).every(([label, value]) => sample.labels[label] === value);
  return samples.find((sample) => sample.name === name && fits(sample))?.value;
}

/** A stream, a post on it, its receipt, and the same post again. */
async function converse(text: string) {
  const { session } = await trainee.start();
  const stream = await trainee.stream(session.id);
  await stream.find(({ type }) => type === "hello");
  const { body } = await trainee.post(session.id, text, "once");
  await stream.reach(body.message.seq);
  await trainee.call("POST", `/sessions/${session.id}/receipts`, {
    body: { deliveredSeq: body.message.seq },
  });
  await trainee.post(session.id, text, "once");
  return { id: session.id, stream, message: body.message };
}

test("a message's way is timed from the post to the receipt, and a repeat is counted", async () => {
  const { stream } = await converse("What do you see when you sign in?");
  for (const part of ["accept_to_commit", "commit_to_socket", "socket_to_receipt", "queue_lag"]) {
    const name = `deskside_${part}_ms`;
    const count = await valueOf(`${name}_count`);
    expect(count, part).toBeGreaterThan(0);
    expect(await valueOf(`${name}_bucket`, { le: "+Inf" }), part).toBeGreaterThanOrEqual(
      count ?? 0,
    );
  }
  expect(await valueOf("deskside_replayed_posts_total")).toBeGreaterThan(0);
  await stream.close();
});

test("who reads is counted by transport while they do", async () => {
  const { stream } = await converse("And since when?");
  expect(await valueOf("deskside_open_readers", { transport: "stream" })).toBe(1);
  await stream.close();
  await expect
    .poll(() => valueOf("deskside_open_readers", { transport: "stream" }), { timeout: 10_000 })
    .toBe(0);
});

test("every metric is named once, with its help and type, and durations say their unit", async () => {
  const { text, samples } = await scrape();
  const typed = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  const helped = [...text.matchAll(/^# HELP (\S+) \S/gm)].map(([, name]) => name);
  const names = typed.map(([, name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(helped).toEqual(names);
  for (const [, name = "", type] of typed.filter(([line]) => line.includes(" deskside_"))) {
    if (type === "counter") expect(name).toMatch(/_total$/);
    if (type === "histogram") expect(name).toMatch(/_(ms|seconds|bytes)$/);
  }
  // Node's own mean of the event loop's lag is no number right after another scrape.
  const own = samples.filter(({ name }) => name.startsWith("deskside_"));
  for (const { name, value } of own) expect(value, name).not.toBeNaN();
});

test("anyone may collect them, since they hold nobody's data", async () => {
  const { id, stream, message } = await converse("The staff number is 40718, isn't it?");
  const { text, samples } = await scrape();
  const known = ["le", "transport", "version", "major", "minor", "patch", "kind", "type", "space"];
  for (const { labels } of samples)
    expect(known).toEqual(expect.arrayContaining(Object.keys(labels)));
  const personal = [
    id,
    message.id,
    "once",
    "40718",
    accounts.trainee,
    "Alex",
    "Priya",
    trainee.token,
  ];
  for (const one of personal) expect(text).not.toContain(one);
  await stream.close();
});
