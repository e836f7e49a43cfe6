import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Api, expectProblem, readAnswer, signIn } from "../support/api";
import { createVisitor, type PageVisitor, visitAs } from "../support/page-visitor";
import { sendRaw, statusOf } from "../support/raw-request";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let api: Api;
let visitor: PageVisitor;
let id: string;
/** Lines of the log that were looked at. */
let told = 0;

beforeAll(async () => {
  server = await startServer({ env: { CUSTOMER_PACE: "off" } });
  [api, visitor] = await Promise.all([
    signIn(server.url, "trainee"),
    visitAs(server.url, "trainee"),
  ]);
  id = (await api.start()).session.id;
});
afterAll(() => server.stop());
afterEach(async () => {
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  const failures = server.log.slice(told).filter((line) => /"level":[56]0|^\w*Error/.test(line));
  told = server.log.length;
  expect(failures.join("\n")).toBe("");
});

const bearer = () => ({ Authorization: `Bearer ${api.token ?? ""}` });
const sendBody = async (
  body: BodyInit,
  headers: Record<string, string> = {},
  path = `/sessions/${id}/messages`,
) =>
  readAnswer(
    await fetch(`${server.url}/api/v1${path}`, {
      method: "POST",
      headers: {
        ...bearer(),
        "Content-Type": "application/json",
        "Idempotency-Key": "k",
        ...headers,
      },
      body,
    }),
  );
const lines = (...all: string[]) => `${all.join("\r\n")}\r\n\r\n`;

describe("a body that can't be read", () => {
  test.each([
    "{",
    "",
    "{'text': 1}",
    "[",
    '{"text":"a"}}',
    "nul",
    "\ufeff{",
    '{"text":"a',
    "\u0000",
    '{"text":"\n"}',
  ])("because %j is no JSON is 400, about a session with its head", async (body) => {
    const answer = await sendBody(body);
    if (body === "") expectProblem(answer, 422, "invalid_input");
    else expectProblem(answer, 400, "invalid_json");
    expect(answer.headers.get("Session-Head")).toMatch(/^\d+$/);
  });

  test("because it isn't UTF-8 is 400 and stores nothing", async () => {
    for (const bytes of [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf8, 0x88]]) {
      const body = Buffer.concat([Buffer.from('{"text":"'), Buffer.from(bytes), Buffer.from('"}')]);
      expectProblem(await sendBody(body), 400, "invalid_json");
    }
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/xml",
    "multipart/form-data; boundary=x",
    "nonsense",
    "application/json; charset=utf-16",
  ])("because it is %s is 415", async (type) => {
    const answer = await sendBody('{"text":"a"}', { "Content-Type": type });
    expectProblem(answer, 415, "unsupported_media_type");
    expect(answer.headers.get("Session-Head")).toMatch(/^\d+$/);
  });

  test("because its encoding is unknown is 415, and because it isn't what it says 400", async () => {
    expectProblem(
      await sendBody("{}", { "Content-Encoding": "compress" }),
      415,
      "unsupported_media_type",
    );
    expectProblem(await sendBody("{}", { "Content-Encoding": "gzip" }), 400, "bad_request");
  });

  test("because it is over 64 KB is 413", async () => {
    const answer = await sendBody(JSON.stringify({ text: "a".repeat(70_000) }));
    expectProblem(answer, 413, "body_too_large");
    expect(answer.headers.get("Session-Head")).toMatch(/^\d+$/);
    const packed = Buffer.from(
      await new Response(
        new Blob(["[".repeat(5_000_000)]).stream().pipeThrough(new CompressionStream("gzip")),
      ).arrayBuffer(),
    );
    expectProblem(await sendBody(packed, { "Content-Encoding": "gzip" }), 413, "body_too_large");
  });

  test("by who isn't signed in, or may not see the session, tells nothing of the body or the session", async () => {
    const other = await signIn(server.url, "other");
    expectProblem(
      await sendBody("{", { Authorization: `Bearer ${other.token ?? ""}` }),
      404,
      "not_found",
    );
    expectProblem(await sendBody("{", { Authorization: "Bearer x" }), 401, "invalid_token");
  });

  test("because it is deep is 422 or 400, never worse", async () => {
    const deep = 30_000;
    for (const body of [
      "[".repeat(deep) + "]".repeat(deep),
      `{"text":${"[".repeat(deep)}${"]".repeat(deep)}}`,
      '{"a":'.repeat(9_000) + "1" + "}".repeat(9_000),
    ]) {
      expect([400, 422]).toContain((await sendBody(body)).status);
    }
  });

  test("keys that belong to every object change nothing for the next request", async () => {
    const keys = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"];
    for (const path of [
      "/token",
      "/sessions",
      `/sessions/${id}/messages`,
      `/sessions/${id}/actions`,
      `/sessions/${id}/typing`,
    ]) {
      for (const key of keys) {
        const body = `{"${key}":{"text":"x","email":"x","isAdmin":true,"role":"trainer"}}`;
        expect((await sendBody(body, {}, path)).status).toBe(422);
      }
    }
    expect(
      (await api.call("GET", "/scenarios?__proto__[role]=trainer&constructor[prototype][x]=1"))
        .status,
    ).toBe(200);
  });
});

describe("an address", () => {
  test.each(["/nothing", "/sessions/x/y/z", "/", "", "/Scenarios", "/SESSIONS", "/token/x"])(
    "that doesn't exist (%s) is 404",
    async (path) => {
      expectProblem(await api.call("GET", path), 404, "not_found");
    },
  );

  test.each(["/sessions/%", "/sessions/%zz/messages", "/sessions/%c3%28"])(
    "that can't be decoded (%s) is 400",
    async (path) => {
      expectProblem(await api.call("GET", path), 400, "bad_request");
    },
  );

  test("of the API with another version or none is 404", async () => {
    for (const path of ["/api", "/api/", "/api/v2/scenarios", "/api/v1", "/api/%00"]) {
      expectProblem(await readAnswer(await fetch(server.url + path)), 404, "not_found");
    }
  });

  test.each([
    ["DELETE", "/sessions", ["GET", "HEAD", "OPTIONS", "POST"]],
    ["GET", "/token", ["OPTIONS", "POST"]],
    ["POST", "/scenarios", ["GET", "HEAD", "OPTIONS"]],
    ["PUT", "/sessions/ID", ["GET", "HEAD", "OPTIONS"]],
    ["PATCH", "/sessions/ID/messages", ["GET", "HEAD", "OPTIONS", "POST"]],
    ["DELETE", "/sessions/ID/events", ["GET", "HEAD", "OPTIONS", "POST"]],
    ["POST", "/sessions/ID/updates", ["GET", "HEAD", "OPTIONS"]],
    ["GET", "/sessions/ID/typing", ["OPTIONS", "POST"]],
    ["GET", "/sessions/ID/receipts", ["OPTIONS", "POST"]],
    ["GET", "/sessions/ID/actions", ["OPTIONS", "POST"]],
    ["GET", "/sessions/ID/resolution", ["OPTIONS", "POST"]],
    ["DELETE", "/sessions/ID/debrief", ["GET", "HEAD", "OPTIONS"]],
  ])("asked with %s %s is 405 and says what it takes", async (method, path, allowed) => {
    const answer = await api.call(method, path.replace("ID", id));
    expectProblem(answer, 405, "method_not_allowed");
    expect(answer.headers.get("Allow")?.split(", ").sort()).toEqual(allowed);
    if (path.includes("ID")) expect(answer.headers.get("Session-Head")).toMatch(/^\d+$/);
    const options = await api.call("OPTIONS", path.replace("ID", id));
    expect([options.status, options.headers.get("Allow")]).toEqual([
      204,
      answer.headers.get("Allow"),
    ]);
  });

  test("asked with HEAD has the headers of GET and no body", async () => {
    for (const path of [
      "/scenarios",
      "/sessions",
      `/sessions/${id}`,
      `/sessions/${id}/messages`,
      `/sessions/${id}/updates?wait=25`,
    ]) {
      const [head, get] = [
        await api.call("HEAD", path),
        await api.call("GET", path.replace("wait=25", "wait=0")),
      ];
      expect([head.status, head.body]).toEqual([200, null]);
      expect(head.headers.get("Content-Length")).toBe(get.headers.get("Content-Length"));
    }
  });
});

describe("a request that no client makes", () => {
  const ask = async (...all: string[]) => statusOf(await sendRaw(server.url, lines(...all)));
  const host = "Host: deskside.test";
  const close = "Connection: close";

  test("is refused or answered, and the next one is served", async () => {
    expect(await ask("GARBAGE")).toBe(400);
    expect(await ask("GET /api/v1/scenarios HTTP/1.1")).toBe(400);
    expect(await ask("GET /api/v1/scenarios HTTP/9.9", host)).toBe(400);
    expect(await ask("GET /healthz HTTP/1.1", host, close)).toBe(200);
  });

  test("with a host that is none is 400", async () => {
    const cookie = `Cookie: ${visitor.cookies()}`;
    for (const name of [
      "[",
      "a b",
      "%zz",
      "a:b:c",
      "x:99999",
      "/",
      "a/b",
      "user@host",
      "a?b",
      "a#b",
      "<script>",
      "\u00e9",
    ]) {
      for (const path of ["/api/v1/scenarios", "/login", "/scenarios"]) {
        expect([
          name,
          path,
          await ask(`GET ${path} HTTP/1.1`, `Host: ${name}`, cookie, close),
        ]).toEqual([name, path, 400]);
      }
    }
    expect(await ask("GET /login HTTP/1.1", host, "X-Forwarded-Host: [", close)).toBe(400);
  });

  test("with the whole address in its first line is answered as any other", async () => {
    const cookie = `Cookie: ${visitor.cookies()}`;
    expect(await ask(`GET ${server.url}/healthz HTTP/1.1`, host, close)).toBe(200);
    expect(await ask(`GET ${server.url}/api/v1/scenarios HTTP/1.1`, host, cookie, close)).toBe(200);
    expect(await ask(`GET ${server.url}/login HTTP/1.1`, host, close)).toBeLessThan(500);
  });

  test("with odd addresses is never worse than 404", async () => {
    for (const path of [
      "//",
      "//evil.example/",
      "/..",
      "/../../etc/passwd",
      "/build/../../package.json",
      "/build/%2e%2e/%2e%2e/package.json",
      "/%00",
      "/%",
      "/login%00",
      "/?%00=%00",
      "*",
      "/\\",
      "/sessions?q=%00",
      "/sessions?before=%00",
      "/sessions?scenario=%00",
      "/scenarios/%00",
      `/sessions/${id}?before=%00`,
      "/sessions?from=0000-99-99",
      "/login?to=%00",
    ]) {
      const answer = await sendRaw(
        server.url,
        lines(`GET ${path} HTTP/1.1`, host, `Cookie: ${visitor.cookies()}`, close),
      );
      expect([path, statusOf(answer)]).toEqual([
        path,
        expect.toSatisfy((status: number) => status >= 200 && status < 500),
      ]);
      expect(answer).not.toMatch(/devDependencies|root:x:/);
    }
  });

  test("with a flood of headers is 431", async () => {
    expect(await ask("GET /healthz HTTP/1.1", host, `X-Flood: ${"a".repeat(100_000)}`)).toBe(431);
    const many = Array.from({ length: 5_000 }, (_, n) => `X-${String(n)}: a`);
    expect([200, 431]).toContain(await ask("GET /healthz HTTP/1.1", host, close, ...many));
    expect(
      await ask(
        "GET /api/v1/scenarios HTTP/1.1",
        host,
        `Authorization: Bearer ${"a".repeat(15_000)}`,
        close,
      ),
    ).toBe(401);
    expect(
      await ask("GET /scenarios HTTP/1.1", host, `Cookie: ${"a=b; ".repeat(3_000)}`, close),
    ).toBe(302);
  });

  test("that smuggles a second one is 400", async () => {
    expect(
      await ask(
        "POST /api/v1/token HTTP/1.1",
        host,
        "Content-Length: 5",
        "Transfer-Encoding: chunked",
      ),
    ).toBe(400);
    expect(
      await ask("POST /api/v1/token HTTP/1.1", host, "Content-Length: 5", "Content-Length: 6"),
    ).toBe(400);
    expect(await ask("GET /healthz HTTP/1.1", host, "X-A: b\nEvil: c", "\u0000: x")).toBe(400);
  });

  test("that is cut off in the middle leaves nothing behind", async () => {
    const head = [
      `POST /api/v1/sessions/${id}/messages HTTP/1.1`,
      host,
      `Authorization: Bearer ${api.token ?? ""}`,
      "Content-Type: application/json",
      "Idempotency-Key: cut",
      "Content-Length: 500",
    ];
    const response = await fetch(`${server.url}/healthz`);
    expect(response.status).toBe(200);
    const { connect } = await import("node:net");
    await new Promise<void>((resolve) => {
      const { hostname, port } = new URL(server.url);
      const socket = connect({ host: hostname, port: Number(port) }, () => {
        socket.write(`${lines(...head)}{"text":`, () => socket.destroy());
      });
      socket.on("close", () => resolve());
    });
    expect((await api.post(id, "after the cut", "cut")).status).toBe(201);
  });
});

describe("a form", () => {
  test("that is too large, without a length, or of another type is refused", async () => {
    const cookie = { Cookie: visitor.cookies() };
    const form = { ...cookie, "Content-Type": "application/x-www-form-urlencoded" };
    const large = await fetch(`${server.url}/sessions/${id}`, {
      method: "POST",
      headers: form,
      body: "a".repeat(70_000),
    });
    expect(large.status).toBe(413);
    const chunked = await sendRaw(
      server.url,
      lines(
        `POST /sessions/${id} HTTP/1.1`,
        "Host: deskside.test",
        "Transfer-Encoding: chunked",
        "Connection: close",
        "",
        "0",
      ),
    );
    expect(statusOf(chunked)).toBe(411);
    for (const type of [
      "application/json",
      "text/plain",
      "multipart/form-data",
      "multipart/form-data; boundary=x",
      "nonsense",
    ]) {
      const headers = { ...cookie, "Content-Type": type };
      const response = await fetch(`${server.url}/sessions/${id}`, {
        method: "POST",
        headers,
        body: "{}",
      });
      expect([type, response.status]).toEqual([type, 400]);
    }
  });

  test("with NULs, lone surrogates or files in its fields is a clear refusal", async () => {
    const bad = "a\u0000b";
    const fresh = createVisitor(server.url);
    await fresh.get("/login");
    const answers = await Promise.all([
      visitor.post(`/sessions/${id}`, { text: bad, key: "n1" }),
      visitor.post(`/sessions/${id}`, { text: "a", key: bad }),
      visitor.post(`/sessions/${id}`, { intent: "tool", tool: bad, key: "n2" }),
      visitor.post("/sessions", { scenarioId: bad, key: "n3" }),
      visitor.post("/sessions", { scenarioId: "mfa-new-phone", key: bad }),
      visitor.post(`/sessions/${id}/resolve`, {
        category: "access",
        rootCause: bad,
        code: "solved",
        notes: bad,
        key: "n4",
      }),
      fresh.post("/login", { email: bad, password: bad }),
      visitor.post(`/sessions/${id}/messages`, { text: bad, key: "n5" }),
    ]);
    for (const response of answers) {
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
    }
  });

  test("that goes to an address without an action is 404 or 405", async () => {
    for (const path of ["/nothing", "/scenarios", "/", "/healthz"]) {
      expect([path, [404, 405].includes((await visitor.post(path, {})).status)]).toEqual([
        path,
        true,
      ]);
    }
  });
});
