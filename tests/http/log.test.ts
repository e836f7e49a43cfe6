import pg from "pg";
import { expect, test, vi } from "vitest";
import { accounts, createApi, password, signIn } from "../support/api";
import { createVisitor, visitAs } from "../support/page-visitor";
import { sendRaw } from "../support/raw-request";
import { startRedis } from "../support/redis";
import { startServer } from "../support/server";

vi.setConfig({ testTimeout: 120_000 });
const secrets = {
  text: "zanzibar-text",
  key: "zanzibar-key",
  password: "zanzibar-password",
  email: "zanzibar@example.com",
  notes: "zanzibar-notes",
  search: "zanzibar-search",
  redis: "zanzibar-redis",
};

test("the log holds no text, password, token, cookie or e-mail, whatever goes right or wrong", async () => {
  const redis = await startRedis();
  await redis.command(["CONFIG", "SET", "requirepass", "another one"]);
  const redisUrl = redis.url.replace("redis://", `redis://:${secrets.redis}@`);
  const env = { LOG_LEVEL: "trace", RATE_LIMITS: "on", REDIS_URL: redisUrl };
  const server = await startServer({ env });
  try {
    const api = await signIn(server.url, "trainee");
    const visitor = await visitAs(server.url, "trainee");
    const { session } = await api.start();
    const path = `/sessions/${session.id}`;
    const token = api.token ?? "";
    const stream = await api.stream(session.id);
    await stream.find(({ type }) => type === "hello");
    const bad = { body: { text: [secrets.text] }, key: secrets.key };
    const resolution = {
      category: "access",
      rootCause: secrets.notes,
      code: "solved",
      notes: secrets.notes,
    };
    await Promise.all([
      ...Array.from({ length: 25 }, (_, n) => api.post(session.id, `${secrets.text} ${String(n)}`)),
      api.post(session.id, secrets.text, secrets.key),
      api.post(session.id, `other ${secrets.text}`, secrets.key),
      api.call("POST", `${path}/messages`, bad),
      api.call("POST", `${path}/messages`, {
        headers: { "Content-Type": "application/json" },
        key: secrets.text,
      }),
      api.call("GET", `${path}/messages?q=${secrets.search}`),
      api.call("GET", `/sessions?q=${secrets.search}&limit=no`),
      api.call("GET", `/sessions/${secrets.text}`),
      createApi(server.url, `${token.slice(0, -2)}xx`).call("GET", "/scenarios"),
      createApi(server.url).call("POST", "/token", {
        body: { email: secrets.email, password: secrets.password },
      }),
      createApi(server.url).call("POST", "/token", {
        body: { email: accounts.trainer, password: secrets.password },
      }),
      visitor.post(path, { text: secrets.text, key: "form" }),
      visitor.post(path, { text: secrets.text, key: "form", _csrf: "none" }),
      visitor.get(`/sessions?q=${secrets.search}`),
      visitor.get(`/${secrets.text}?text=${secrets.text}`),
      createVisitor(server.url).post("/login", {
        email: secrets.email,
        password: secrets.password,
      }),
      sendRaw(
        server.url,
        `POST /api/v1/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 60\r\nConnection: close\r\n\r\n{"password":"${secrets.password}"`.padEnd(
          200,
          "x",
        ),
      ),
    ]);
    await api.call("POST", `${path}/resolution`, { body: resolution, key: secrets.key });
    await stream.close();
    // Until one of them is idle at that moment: whoever uses one tells it in other words.
    const cutAndLook = async () => {
      await endConnections(server.databaseUrl);
      return server.log.join("\n");
    };
    await expect
      .poll(cutAndLook, { timeout: 60_000, interval: 1_000 })
      .toContain("a database connection was lost");
    await server.kill("SIGTERM");
    // The one line for people names the demo accounts.
    const log = server.log.filter((line) => !line.startsWith("Deskside is ready at")).join("\n");
    expect(log).toMatch(/WRONGPASS/);
    // What libraries hang on their errors: the connection, the command and its arguments.
    expect(log).not.toMatch(/"(client|connectionParameters|command)":/);
    for (const secret of Object.values(secrets)) expect(log).not.toContain(secret);
    for (const secret of [
      token,
      token.split(".")[2] ?? "",
      visitor.csrf(),
      ...visitor.cookies().split("; "),
    ]) {
      expect(secret).not.toBe("");
      expect(log).not.toContain(secret);
    }
    expect(log).not.toMatch(/@example\.com|Bearer ey|Priya, |deskside-demo/);
    expect(log).not.toContain(password);
  } finally {
    await server.stop();
    await redis.stop();
  }
});

async function endConnections(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await client.end();
}
