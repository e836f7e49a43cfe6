import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accounts, type Api, expectProblem, password, readAnswer, signIn } from "../support/api";
import { createVisitor, type PageVisitor, visitAs } from "../support/page-visitor";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let api: Api;
let visitor: PageVisitor;
let id: string;

beforeAll(async () => {
  server = await startServer({ env: { CUSTOMER_PACE: "off" } });
  [api, visitor] = await Promise.all([
    signIn(server.url, "trainee"),
    visitAs(server.url, "trainee"),
  ]);
  id = (await api.start()).session.id;
});
afterAll(() => server.stop());

type Headers = Record<string, string>;
const post = async (headers: Headers, path = `/api/v1/sessions/${id}/messages`) => {
  const response = await fetch(server.url + path, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Idempotency-Key": crypto.randomUUID(),
      ...headers,
    },
    body: JSON.stringify({ text: "forged?" }),
  });
  return readAnswer(response);
};
const withCookie = (more: Headers = {}): Headers => ({
  Cookie: visitor.cookies(),
  "X-CSRF-Token": visitor.csrf(),
  ...more,
});

describe("a change that the cookie alone asks for", () => {
  test("is taken with the form's token, from our own pages", async () => {
    expect((await post(withCookie())).status).toBe(201);
    const own = { Origin: server.url, "Sec-Fetch-Site": "same-origin" };
    expect((await post(withCookie(own))).status).toBe(201);
    expect((await post(withCookie({ "Sec-Fetch-Site": "none" }))).status).toBe(201);
  });

  test.each<[string, () => Headers]>([
    ["without the token", () => ({ Cookie: visitor.cookies() })],
    ["with an empty token", () => withCookie({ "X-CSRF-Token": "" })],
    ["with another token", () => withCookie({ "X-CSRF-Token": `x${visitor.csrf()}` })],
    [
      "with the token but not its cookie",
      () => withCookie({ Cookie: visitor.cookies().replace(/deskside-csrf=[^;]*/, "a=b") }),
    ],
    [
      "from another site, as the browser says",
      () => withCookie({ "Sec-Fetch-Site": "cross-site" }),
    ],
    ["from a sibling site", () => withCookie({ "Sec-Fetch-Site": "same-site" })],
    ["from another origin", () => withCookie({ Origin: "https://evil.example" })],
    ["from an origin that hides itself", () => withCookie({ Origin: "null" })],
    ["from another port", () => withCookie({ Origin: "http://127.0.0.1:1" })],
    [
      "from https instead of http",
      () => withCookie({ Origin: server.url.replace("http:", "https:") }),
    ],
  ])("%s is 403 and changes nothing", async (_what, headers) => {
    const before = await api.list(id);
    expectProblem(await post(headers()), 403, "csrf_failed");
    expect(await api.list(id)).toEqual(before);
  });

  test.each(["typing", "receipts", "actions", "resolution", "events"])(
    "by POST /%s without the token is 403, too",
    async (what) => {
      expectProblem(
        await post({ Cookie: visitor.cookies() }, `/api/v1/sessions/${id}/${what}`),
        403,
        "csrf_failed",
      );
    },
  );

  test("with a token another visitor was given is 403", async () => {
    const stranger = createVisitor(server.url);
    await stranger.get("/login");
    expectProblem(await post(withCookie({ "X-CSRF-Token": stranger.csrf() })), 403, "csrf_failed");
  });
});

describe("reading by the cookie", () => {
  test("needs no token", async () => {
    const response = await fetch(`${server.url}/api/v1/sessions/${id}`, {
      headers: { Cookie: visitor.cookies() },
    });
    expect(response.status).toBe(200);
  });

  test("gives other sites no permission to look", async () => {
    const response = await fetch(`${server.url}/api/v1/sessions/${id}`, {
      headers: { Cookie: visitor.cookies(), Origin: "https://evil.example" },
    });
    expect(
      [...response.headers.keys()].filter((name) => name.startsWith("access-control")),
    ).toEqual([]);
  });
});

describe("with an Authorization header", () => {
  test("cookies are ignored: the token alone says who asks", async () => {
    const other = await signIn(server.url, "other");
    const answer = await post({
      Cookie: visitor.cookies(),
      Authorization: `Bearer ${other.token ?? ""}`,
    });
    expectProblem(answer, 404, "not_found");
    expectProblem(
      await post(withCookie({ Authorization: "Bearer garbage" })),
      401,
      "invalid_token",
    );
    expectProblem(await post(withCookie({ Authorization: "" })), 401, "invalid_token");
  });

  test("no form token is needed, wherever the request came from", async () => {
    const headers = {
      Authorization: `Bearer ${api.token ?? ""}`,
      Origin: "https://elsewhere.example",
      "Sec-Fetch-Site": "cross-site",
    };
    expect((await post(headers)).status).toBe(201);
  });
});

describe("a form of our pages", () => {
  const forms: [string, () => string, Record<string, string>][] = [
    ["sign in", () => "/login", { email: accounts.trainee, password }],
    ["start", () => "/sessions", { scenarioId: "mfa-new-phone", key: "forged" }],
    ["send", () => `/sessions/${id}`, { text: "forged", key: "forged" }],
    ["the outbox's send", () => `/sessions/${id}/messages`, { text: "forged", key: "forged" }],
    [
      "resolve",
      () => `/sessions/${id}/resolve`,
      { category: "access", rootCause: "x", code: "solved", notes: "", key: "forged" },
    ],
    ["sign out", () => "/logout", {}],
  ];

  test.each(forms)(
    "%s: refused without its token, and from elsewhere",
    async (_what, path, fields) => {
      const who = path() === "/login" ? createVisitor(server.url) : visitor;
      await who.get(path() === "/login" ? "/login" : "/scenarios");
      const tries = [
        who.post(path(), { ...fields, _csrf: "" }),
        who.post(path(), { ...fields, _csrf: "made up" }),
        who.post(path(), fields, { "Sec-Fetch-Site": "cross-site" }),
        who.post(path(), fields, { Origin: "https://evil.example" }),
        who.post(path(), fields, { Origin: "null" }),
        who.post(path(), fields, { Origin: "garbage" }),
      ];
      for (const response of await Promise.all(tries)) expect(response.status).toBe(403);
    },
  );

  test("none of them changed anything, and the visitor is still signed in", async () => {
    expect((await visitor.get("/scenarios")).status).toBe(200);
    const { messages } = await api.list(id);
    expect(messages.map(({ text }) => text)).not.toContain("forged");
  });

  test("signing out ends the sign-in for the cookie that somebody kept", async () => {
    const leaving = await visitAs(server.url, "trainee");
    const kept = leaving.cookies();
    expect((await leaving.post("/logout", {})).status).toBe(303);
    const response = await fetch(`${server.url}/scenarios`, {
      headers: { Cookie: kept },
      redirect: "manual",
    });
    expect(response.status).toBe(302);
    expect(response.headers.get("Location")).toContain("/login");
  });

  test("cookies are HttpOnly and SameSite=Lax", async () => {
    const fresh = createVisitor(server.url);
    const page = await fresh.get("/login");
    const signedIn = await fresh.post("/login", { email: accounts.trainee, password });
    const set = [...page.headers.getSetCookie(), ...signedIn.headers.getSetCookie()];
    expect(set.length).toBeGreaterThanOrEqual(2);
    for (const cookie of set) expect(cookie).toMatch(/; HttpOnly.*; SameSite=Lax/);
  });

  test("behind a proxy that speaks HTTPS cookies are Secure and bound to the host", async () => {
    const response = await fetch(`${server.url}/login`, {
      headers: { "X-Forwarded-Proto": "https" },
    });
    for (const cookie of response.headers.getSetCookie()) {
      expect(cookie).toMatch(/^__Host-[^;]*;.*Path=\/;.*Secure/);
    }
    expect(response.headers.get("Strict-Transport-Security")).toMatch(/max-age=\d+/);
  });

  test("signing in leads only to our own pages", async () => {
    const fresh = createVisitor(server.url);
    await fresh.get("/login?to=https://evil.example");
    for (const redirectTo of [
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
    ]) {
      const answer = await fresh.post("/login", { email: accounts.trainee, password, redirectTo });
      expect(answer.headers.get("Location")).toMatch(/^\/(?![/\\])/);
    }
  });
});

test("signing in never leads to another site", async () => {
  for (const to of ["/\t/evil.example", "/\\evil.example", "//evil.example"]) {
    const guest = createVisitor(server.url);
    await guest.get(`/login?to=${encodeURIComponent(to)}`);
    const answer = await guest.post("/login", {
      ...{ email: accounts.trainee, password, redirectTo: to },
    });
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/scenarios"]);
    const again = await guest.get(`/login?to=${encodeURIComponent(to)}`);
    expect(again.headers.get("Location")).toBe("/scenarios");
  }
});

test("an address of a session that is none stays one within this site", async () => {
  const answer = await visitor.get("/sessions/%0d%0aX%2f..%2f/messages");
  expect(answer.status).toBe(302);
  expect(answer.headers.get("Location")).toBe("/sessions/%0D%0AX%2F..%2F");
});
