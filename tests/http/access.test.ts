import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, createApi, type Posted, signIn } from "../support/api";
import { createVisitor, type PageVisitor, visitAs } from "../support/page-visitor";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
const apis = new Map<Who, Api>();
const visitors = new Map<Who, PageVisitor>();

const everyone = ["owner", "other", "trainer", "stranger"] as const;
type Who = (typeof everyone)[number];
const signInNames = { owner: "trainee", other: "other", trainer: "trainer" } as const;
type Expected = Record<Who, number>;

beforeAll(async () => {
  server = await startServer({ env: { CUSTOMER_PACE: "off" } });
  for (const who of ["owner", "other", "trainer"] as const) {
    apis.set(who, await signIn(server.url, signInNames[who]));
    visitors.set(who, await visitAs(server.url, signInNames[who]));
  }
  apis.set("stranger", createApi(server.url));
  const stranger = createVisitor(server.url);
  await stranger.get("/login");
  visitors.set("stranger", stranger);
});
afterAll(() => server.stop());

const api = (who: Who) => apis.get(who) ?? expect.fail();
const visitor = (who: Who) => visitors.get(who) ?? expect.fail();
const startOwn = async () => (await api("owner").start()).session.id;
const sessions = new Map<string, Promise<string>>();
/** One active session for most, an ended one where asked for, and one for each that ends it. */
function sessionFor(what: string, ended = false): Promise<string> {
  const shared = ended ? "ended" : "active";
  const name = /resol(ve|ution)/.test(what) ? crypto.randomUUID() : shared;
  const made = sessions.get(name) ?? startOwn().then((id) => (ended ? end(id).then(() => id) : id));
  sessions.set(name, made);
  return made;
}
const resolution = { category: "access", rootCause: "x", code: "solved", notes: "" };
/** The opening's two lines, then a message of the owner's, then the end. */
async function end(id: string) {
  await api("owner").post(id, "hello");
  await api("owner").call("POST", `/sessions/${id}/resolution`, { body: resolution, key: "end" });
}

/** Reading: the trainee whose it is, and trainers. Writing: the trainee alone. */
const reading: Expected = { owner: 200, other: 404, trainer: 200, stranger: 401 };
const writing = (done: number): Expected => ({
  owner: done,
  other: 404,
  trainer: 403,
  stranger: 401,
});

const forAnyone: Expected = { owner: 200, other: 200, trainer: 200, stranger: 200 };
/** Of several sessions at once: tells of each what the caller may read. */
const shared: Expected = { ...reading, other: 200 };

type Operation = {
  expected: Expected;
  body?: unknown;
  ended?: boolean;
  code?: string;
  /** It ends the sign-in that it is called with. */
  ownSignIn?: boolean;
};

/** Every operation of the API; one that isn't here fails the test. */
const operations: Record<string, Operation> = {
  "POST /token": {
    expected: { owner: 401, other: 401, trainer: 401, stranger: 401 },
    body: { email: "a@example.com", password: "x" },
  },
  "POST /token/refresh": {
    expected: { owner: 401, other: 401, trainer: 401, stranger: 401 },
    body: { refreshHandle: "none" },
  },
  "POST /token/revocation": {
    expected: { owner: 204, other: 204, trainer: 204, stranger: 401 },
    ownSignIn: true,
  },
  "GET /library": { expected: { owner: 200, other: 200, trainer: 200, stranger: 401 } },
  "GET /scenarios": { expected: { owner: 200, other: 200, trainer: 200, stranger: 401 } },
  "POST /sessions": {
    expected: { owner: 201, other: 201, trainer: 403, stranger: 401 },
    body: { scenarioId: "mfa-new-phone" },
    code: "forbidden",
  },
  "GET /sessions": { expected: { owner: 200, other: 200, trainer: 200, stranger: 401 } },
  "GET /sessions/{id}": { expected: reading },
  "GET /sessions/{id}/view": { expected: reading },
  "POST /sessions/{id}/ticket": { expected: { ...reading, owner: 201, trainer: 201 } },
  "GET /sessions/{id}/messages": { expected: reading },
  "POST /sessions/{id}/messages": { expected: writing(201), body: { text: "mine" } },
  "GET /sessions/{id}/events": { expected: reading },
  "POST /sessions/{id}/events": { expected: reading },
  "GET /sessions/{id}/updates": { expected: reading },
  "POST /sessions/{id}/typing": { expected: writing(204), body: { typing: true } },
  "POST /sessions/{id}/receipts": {
    expected: { ...reading, owner: 204, trainer: 204 },
    body: { readSeq: 1 },
  },
  "POST /sessions/{id}/actions": { expected: writing(201), body: { tool: "lookup_user" } },
  "POST /sessions/{id}/resolution": { expected: writing(201), body: resolution },
  "GET /events?session={id}": { expected: shared },
  "POST /events": { expected: shared, body: { sessions: { ID: "" } } },
  "POST /updates": { expected: shared, body: { sessions: { ID: "" }, receipts: true } },
  "GET /sessions/{id}/debrief": { expected: reading, ended: true },
  "GET /diagnose/stream": { expected: forAnyone },
  "POST /diagnose/stream": { expected: forAnyone, body: {} },
  "GET /diagnose/wait": { expected: forAnyone },
  "GET /diagnose/arrival": { expected: forAnyone },
};

async function freshToken(who: Who): Promise<string | undefined> {
  return who === "stranger" ? undefined : (await signIn(server.url, signInNames[who])).token;
}

async function callOperation(who: Who, operation: string, id: string) {
  const [method = "", path = ""] = operation.split(" ");
  const { body, ownSignIn } = operations[operation] ?? {};
  const token = ownSignIn ? await freshToken(who) : api(who).token;
  const response = await fetch(`${server.url}/api/v1${path.replace("{id}", id)}`, {
    method,
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(body ? { "Content-Type": "application/json" } : {}),
      "Idempotency-Key": crypto.randomUUID(),
    },
    ...(body ? { body: JSON.stringify(body).replace("ID", id) } : {}),
  });
  const { status, headers } = response;
  if (headers.get("Content-Type") === "text/event-stream") {
    await response.body?.cancel();
    return { status, headers, problem: {} as Record<string, unknown> };
  }
  const text = await response.text();
  const problem = status >= 400 ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status, headers, problem };
}

describe("the API", () => {
  test("has just the operations of this table", async () => {
    type Document = { paths: Record<string, object> };
    const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as Document;
    const served = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const known = Object.keys(operations).map((operation) => operation.split("?")[0]);
    expect(served.sort()).toEqual(known.sort());
  });

  describe.each(Object.entries(operations))("%s", (operation, { expected, ended, code }) => {
    test.each(everyone)("by the %s", async (who) => {
      const id = await sessionFor(operation, ended);
      const { status, headers, problem } = await callOperation(who, operation, id);
      expect(status).toBe(expected[who]);
      if (!operation.includes("/{id}")) return;
      const mayRead = who === "owner" || who === "trainer";
      expect(headers.has("Session-Head")).toBe(mayRead);
      if (who === "trainer" && status === 403) expect(problem["code"]).toBe(code ?? "read_only");
    });
  });

  test("answers for another's session just as for none, whatever the method", async () => {
    const id = await startOwn();
    const none = crypto.randomUUID();
    const paths = Object.keys(operations).map((operation) => operation.split(" ")[1] ?? "");
    for (const path of new Set(paths.filter((one) => one.includes("/{id}")))) {
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
        const [theirs, missing] = await Promise.all(
          [id, none].map((one) =>
            api("other").call<Record<string, unknown>>(method, path.replace("{id}", one)),
          ),
        );
        expect([method, path, theirs?.status]).toEqual([method, path, 404]);
        expect({ ...theirs?.body, requestId: "" }).toEqual({ ...missing?.body, requestId: "" });
        expect(theirs?.headers.has("Session-Head")).toBe(false);
      }
    }
  });

  test("a trainer's refusal changes nothing", async () => {
    const id = await startOwn();
    const before = await api("owner").list(id);
    for (const operation of Object.keys(operations).filter((one) =>
      one.startsWith("POST /sessions/{id}"),
    )) {
      if (!operation.endsWith("events")) await callOperation("trainer", operation, id);
    }
    expect(await api("owner").list(id)).toEqual(before);
    expect((await api("owner").post(id, "still open")).status).toBe(201);
  });

  test("a key says nothing across users: the same one is another message", async () => {
    const id = await startOwn();
    await api("owner").post(id, "mine", "shared-key");
    const theirs = (await api("other").start()).session.id;
    const answer: { status: number; body: Posted } = await api("other").post(
      theirs,
      "theirs",
      "shared-key",
    );
    expect([answer.status, answer.body.message.text]).toEqual([201, "theirs"]);
  });
});

type Page = {
  get: Expected;
  post?: { fields: Record<string, string>; expected: Expected };
  ended?: boolean;
};
const signIn302: Expected = { owner: 200, other: 200, trainer: 200, stranger: 302 };
const sessionPage: Expected = { owner: 200, other: 404, trainer: 200, stranger: 302 };
/** A form for who isn't signed in says so and keeps what was written: 401. */
const sessionForm = (trainer: number): Expected => ({
  owner: 303,
  other: 404,
  trainer,
  stranger: 401,
});

/** Of the trainers' own pages: nobody else learns what is there. */
const trainersOnly: Expected = { owner: 403, other: 403, trainer: 200, stranger: 302 };
const trainersForm = (done: number): Expected => ({
  owner: 403,
  other: 403,
  trainer: done,
  stranger: 401,
});

/** Every route of app/routes by its file; one that isn't here fails the test. */
const pages: Record<string, Page & { path: string }> = {
  "authoring._index.tsx": {
    path: "/authoring",
    get: trainersOnly,
    post: { fields: { scenarioId: "mfa-new-phone" }, expected: trainersForm(303) },
  },
  "authoring.new.tsx": {
    path: "/authoring/new",
    get: trainersOnly,
    post: { fields: { text: "id: x" }, expected: trainersForm(303) },
  },
  "authoring.missed.tsx": {
    path: "/authoring/missed",
    get: trainersOnly,
    post: { fields: { id: "1", intent: "ignore" }, expected: trainersForm(404) },
  },
  "authoring.scenarios.$id.tsx": {
    path: "/authoring/scenarios/mfa-new-phone",
    get: trainersOnly,
    post: { fields: { version: "1", intent: "edit" }, expected: trainersForm(303) },
  },
  "authoring.drafts.$id._index.tsx": {
    path: "/authoring/drafts/DRAFT",
    get: trainersOnly,
    post: { fields: { text: "id: y", revision: "1", intent: "save" }, expected: trainersForm(303) },
  },
  "authoring.drafts.$id.play.tsx": {
    path: "/authoring/drafts/PLAYABLE/play",
    get: trainersOnly,
    post: { fields: { say: "Hello" }, expected: trainersForm(200) },
  },
  "$.tsx": { path: "/nothing-here", get: { owner: 404, other: 404, trainer: 404, stranger: 302 } },
  "_index.ts": { path: "/", get: { owner: 302, other: 302, trainer: 302, stranger: 302 } },
  "diagnose.tsx": { path: "/diagnose", get: forAnyone },
  // Not there unless framing is configured; tests/http/embedding.test.ts has it then.
  "embed.tsx": { path: "/embed", get: { owner: 404, other: 404, trainer: 404, stranger: 404 } },
  "login.tsx": { path: "/login", get: { owner: 302, other: 302, trainer: 302, stranger: 200 } },
  "account.tsx": { path: "/account", get: signIn302 },
  "logout.ts": { path: "/logout", get: { owner: 302, other: 302, trainer: 302, stranger: 302 } },
  "operations.tsx": {
    path: "/operations",
    get: { owner: 403, other: 403, trainer: 200, stranger: 302 },
  },
  "progress.tsx": { path: "/progress", get: signIn302 },
  "scenarios.$id.tsx": { path: "/scenarios/mfa-new-phone", get: signIn302 },
  "scenarios._index.tsx": { path: "/scenarios", get: signIn302 },
  "sessions._index.tsx": {
    path: "/sessions",
    get: signIn302,
    post: {
      fields: { scenarioId: "mfa-new-phone", key: "" },
      expected: { owner: 303, other: 303, trainer: 403, stranger: 401 },
    },
  },
  "sessions.$id._index.tsx": {
    path: "/sessions/ID",
    get: sessionPage,
    post: { fields: { text: "from a page", key: "page" }, expected: sessionForm(403) },
  },
  "sessions.$id.log.tsx": { path: "/sessions/ID/log", get: sessionPage },
  "sessions.$id.details.tsx": { path: "/sessions/ID/details", get: sessionPage },
  "sessions.$id.debrief.tsx": {
    path: "/sessions/ID/debrief",
    get: sessionPage,
    post: { fields: { seq: "3", key: "page" }, expected: sessionForm(403) },
    ended: true,
  },
  "sessions.$id.export.$format.ts": {
    path: "/sessions/ID/export/json",
    get: sessionPage,
    ended: true,
  },
  "sessions.$id.resolve.tsx": {
    path: "/sessions/ID/resolve",
    get: { ...sessionPage, trainer: 403 },
    post: { fields: { ...resolution, key: "page" }, expected: sessionForm(403) },
  },
  "sessions.$id.messages.ts": {
    path: "/sessions/ID/messages",
    get: { owner: 302, other: 302, trainer: 302, stranger: 302 },
    post: {
      fields: { text: "from the outbox", key: "outbox" },
      expected: { owner: 201, other: 404, trainer: 403, stranger: 401 },
    },
  },
};

const drafts = new Map<string, Promise<string>>();
/** One draft for each place that names one: text that can be played, or none. */
function draftFor(what: string): Promise<string> {
  const made = drafts.get(what) ?? makeDraft(what.includes("PLAYABLE"));
  drafts.set(what, made);
  return made;
}
async function makeDraft(playable: boolean): Promise<string> {
  const answer = await (playable
    ? visitor("trainer").post("/authoring", { scenarioId: "robot-voice" })
    : visitor("trainer").post("/authoring/new", { text: "id: z" }));
  return answer.headers.get("Location")?.split("/").at(-1) ?? expect.fail();
}
async function pathOf(path: string, ended?: boolean): Promise<string> {
  if (/DRAFT|PLAYABLE/.test(path)) return path.replace(/DRAFT|PLAYABLE/, await draftFor(path));
  return path.replace("ID", await sessionFor(path, ended));
}

describe("the pages", () => {
  test("are just those of this table", () => {
    expect(readdirSync("app/routes").sort()).toEqual(Object.keys(pages).sort());
  });

  describe.each(Object.entries(pages))("%s", (_file, { path, get, post, ended }) => {
    test.each(everyone)("read by the %s", async (who) => {
      const response = await visitor(who).get(await pathOf(path, ended));
      expect(response.status).toBe(get[who]);
      if (who === "stranger" && response.status === 302 && get.owner !== 302) {
        expect(response.headers.get("Location")).toMatch(/^\/login(\?|$)/);
      }
      expect(response.headers.get("Cache-Control")).toBe("no-store");
    });

    test.each(post ? everyone : [])("sent a form by the %s", async (who) => {
      const response = await visitor(who).post(await pathOf(path, ended), post?.fields ?? {});
      expect(response.status).toBe(post?.expected[who]);
    });
  });

  test("the data behind a page is as closed as the page", async () => {
    const id = await startOwn();
    for (const path of [
      `/sessions/${id}.data`,
      `/sessions/${id}/details.data`,
      `/sessions/${id}/resolve.data`,
    ]) {
      expect((await visitor("owner").get(path)).headers.get("Cache-Control")).toBe("no-store");
      const response = await visitor("other").get(path);
      const text = await response.text();
      expect(text).not.toMatch(/Priya|payroll|transcript/);
    }
    const messages = (await api("owner").list(id)).messages;
    const stranger = await (await visitor("stranger").get(`/sessions/${id}.data`)).text();
    expect(stranger).not.toContain(messages[0]?.text);
  });

  test("another's session looks like none", async () => {
    const id = await startOwn();
    const [theirs, missing] = await Promise.all(
      [id, crypto.randomUUID()].map(async (one) => {
        const html = await (await visitor("other").get(`/sessions/${one}`)).text();
        return html.replace(/<script[^]*?<\/script>/g, "").replace(/<[^>]*>|[0-9a-f-]{36}/g, " ");
      }),
    );
    expect(theirs).toBe(missing);
  });
});
