import { afterEach, describe, expect, test, vi } from "vitest";
import { signIn } from "../support/api";
import { createVisitor, visitAs } from "../support/page-visitor";
import { sendRaw, statusOf } from "../support/raw-request";
import { startServer, type TestServer } from "../support/server";

// Each test starts processes of its own.
vi.setConfig({ testTimeout: 180_000 });
let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
});
const start = async (env: Record<string, string> = {}) => (server = await startServer({ env }));

describe.each(["SIGTERM", "SIGINT"] as const)("%s", (signal) => {
  test("ends the streams in good order, finishes requests, and exits with 0 within ten seconds", async () => {
    const { url, kill } = await start({ CUSTOMER_PACE: "off" });
    const [trainee, trainer] = [await signIn(url, "trainee"), await signIn(url, "trainer")];
    const { session, cursor } = await trainee.start();
    // Two people on one session: the first to leave is told to the second, who is leaving too.
    const streams = await Promise.all([
      ...Array.from({ length: 5 }, () => trainee.stream(session.id)),
      ...Array.from({ length: 5 }, () => trainer.stream(session.id)),
    ]);
    await Promise.all(streams.map((stream) => stream.find(({ type }) => type === "heartbeat")));
    const poll = trainee.call("GET", `/sessions/${session.id}/updates?cursor=${cursor}&wait=25`);
    await expect
      .poll(async () => (await fetch(`${url}/metrics`)).text(), { interval: 10, timeout: 5_000 })
      .toMatch(/open_readers\{transport="stream"\} 10\n.*open_readers\{transport="poll"\} 1\n/);
    const posting = Promise.allSettled(
      Array.from({ length: 30 }, (_, n) => trainee.post(session.id, `last ${String(n)}`)),
    );
    const asked = Date.now();
    const exit = await kill(signal);
    expect(exit).toBe(0);
    expect(Date.now() - asked).toBeLessThan(10_000);
    await Promise.all(streams.map((stream) => stream.ended));
    expect((await poll).status).toBe(200);
    for (const posted of await posting) {
      if (posted.status === "fulfilled") expect([201, 503]).toContain(posted.value.status);
    }
  });
});

test("what was acknowledged while it stopped is there when it runs again", async () => {
  const first = await start({ CUSTOMER_PACE: "off" });
  const trainee = await signIn(first.url, "trainee");
  const { session } = await trainee.start();
  const posts = Array.from({ length: 60 }, (_, n) =>
    trainee.post(session.id, `n ${String(n)}`, `k-${String(n)}`),
  );
  await posts[0];
  const [answers] = await Promise.all([Promise.allSettled(posts), first.kill("SIGTERM")]);
  const acknowledged = answers.flatMap((one) =>
    one.status === "fulfilled" ? [one.value.body.message] : [],
  );
  expect(acknowledged.length).toBeGreaterThan(0);
  const second = await startServer({
    databaseUrl: first.databaseUrl,
    env: { CUSTOMER_PACE: "off" },
  });
  try {
    const again = await signIn(second.url, "trainee");
    const { messages } = await again.list(session.id);
    for (const message of acknowledged) expect(messages).toContainEqual(message);
    expect(messages.map(({ seq }) => seq)).toEqual([...messages.keys()].map((n) => n + 1));
  } finally {
    await second.stop();
  }
});

describe("health", () => {
  test("is up and ready, and metrics are Prometheus text", async () => {
    const { url } = await start();
    const [healthz, readyz, metrics] = await Promise.all(
      ["/healthz", "/readyz", "/metrics"].map((path) => fetch(url + path)),
    );
    expect([healthz?.status, readyz?.status, metrics?.status]).toEqual([200, 200, 200]);
    expect(readyz?.headers.get("Content-Type")).toContain("application/json");
    expect(metrics?.headers.get("Content-Type")).toMatch(/^text\/plain/);
    const text = (await metrics?.text()) ?? "";
    for (const line of text.split("\n").filter((one) => one !== "")) {
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|[a-zA-Z_:][\w:]*(\{[^}]*\})? [-+\w.]+)$/);
    }
  });

  test("without its database is up, not ready, and answers 503", async () => {
    const { url, databaseUrl, log } = await start({ CUSTOMER_PACE: "off" });
    const trainee = await signIn(url, "trainee");
    const { session } = await trainee.start();
    const stream = await trainee.stream(session.id);
    await stream.find(({ type }) => type === "heartbeat");
    const visitor = await visitAs(url, "trainee");
    await dropDatabase(databaseUrl);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const readyz = await fetch(`${url}/readyz`);
    expect(readyz.status).toBe(503);
    expect(JSON.stringify(await readyz.json())).toContain("database");
    const answers = await Promise.all([
      trainee.post(session.id, "into the void"),
      trainee.call("GET", "/sessions"),
      trainee.call("GET", "/scenarios"),
    ]);
    for (const { status, headers, body } of answers) {
      expect([status, (body as { code?: string }).code]).toEqual([503, "unavailable"]);
      expect(Number(headers.get("Retry-After"))).toBeGreaterThanOrEqual(1);
    }
    const form = { text: "typed, and not sent", key: "k" };
    for (const page of [
      await visitor.get(`/sessions/${session.id}`),
      await visitor.get("/scenarios"),
      await createVisitor(url).get("/login"),
      await visitor.post(`/sessions/${session.id}`, form),
    ]) {
      expect(page.status).toBe(503);
      expect(await page.text()).toMatch(/database can(&#x27;|')t be reached/);
    }
    const refused = await visitor.post(`/sessions/${session.id}`, form);
    expect(await refused.text()).toMatch(/It was not sent.*typed, and not sent/s);
    // This is where the page's outbox posts to.
    const kept = await visitor.post(`/sessions/${session.id}/messages`, form);
    expect([kept.status, kept.headers.get("Retry-After")]).toEqual([503, "1"]);
    expect(
      statusOf(await sendRaw(url, "GET /login HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")),
    ).toBeGreaterThanOrEqual(500);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(log.join("\n")).not.toContain("into the void");
    await stream.close();
  });
});

async function dropDatabase(databaseUrl: string): Promise<void> {
  const { Client } = (await import("pg")).default;
  const { pathname } = new URL(databaseUrl);
  const admin = new Client({
    connectionString: Object.assign(new URL(databaseUrl), { pathname: "/postgres" }).href,
  });
  await admin.connect();
  await admin.query(`DROP DATABASE "${pathname.slice(1)}" WITH (FORCE)`);
  await admin.end();
}
