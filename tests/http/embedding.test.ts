import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeJwt, decodeProtectedHeader, SignJWT } from "jose";
import pg from "pg";
import {
  accounts,
  type Answer,
  type Api,
  createApi,
  expectProblem,
  password,
  signIn,
} from "../support/api";
import { createVisitor } from "../support/page-visitor";
import { startServer, type TestServer } from "../support/server";

const lms = "https://lms.example.org";
const other = "https://other.example.org";
const secret = "the-secret-of-this-very-test-server";
let server: TestServer;
let plain: TestServer;
let api: Api;

beforeAll(async () => {
  [server, plain] = await Promise.all([
    startServer({
      env: {
        ...{ EMBED_ORIGINS: `${lms}, ${other}`, TOKEN_SECRET: secret },
        ...{ CUSTOMER_PACE: "off", LOG_LEVEL: "trace" },
      },
    }),
    startServer(),
  ]);
  api = await signIn(server.url, "trainee");
});
afterAll(() => Promise.all([server.stop(), plain.stop()]));

type Headers = Record<string, string>;
const inFrame: Headers = { "Sec-Fetch-Dest": "iframe", "X-Forwarded-Proto": "https" };
const inTab: Headers = { "Sec-Fetch-Dest": "document", "X-Forwarded-Proto": "https" };

function ancestorsOf({ headers }: Response): string | undefined {
  return /frame-ancestors ([^;]*)/.exec(headers.get("Content-Security-Policy") ?? "")?.[1];
}

async function visitIn(place: Headers, url = server.url) {
  const visitor = createVisitor(url);
  const own = { Origin: url.replace("http:", "https:"), "Sec-Fetch-Site": "same-origin" };
  await visitor.get(place === inFrame ? "/embed" : "/login", place);
  const answer = await visitor.post(
    "/login",
    { email: accounts.trainee, password },
    { ...place, ...own },
  );
  return { visitor, answer, set: answer.headers.getSetCookie(), own };
}

describe("framing", () => {
  test("is allowed to the configured sites alone, for the pages of trainees", async () => {
    for (const path of [
      "/login",
      "/embed",
      "/scenarios",
      "/sessions",
      "/scenarios/mfa-new-phone",
    ]) {
      const response = await fetch(server.url + path, { redirect: "manual" });
      expect([path, ancestorsOf(response)]).toEqual([path, `${lms} ${other}`]);
      expect(response.headers.has("X-Frame-Options")).toBe(false);
    }
  });

  test.each(["/operations", "/healthz", "/metrics", "/nothing", "/api/v1/scenarios"])(
    "of %s is allowed to nobody",
    async (path) => {
      const response = await fetch(server.url + path, { redirect: "manual" });
      expect(ancestorsOf(response)).toBe("'none'");
      expect(response.headers.get("X-Frame-Options")).toMatch(/deny/i);
    },
  );

  test("is allowed to nobody when nobody is configured, and the page for it isn't there", async () => {
    for (const path of ["/login", "/scenarios", "/embed"]) {
      const response = await fetch(plain.url + path, { redirect: "manual", headers: inFrame });
      expect(ancestorsOf(response)).toBe("'none'");
      expect(response.headers.get("X-Frame-Options")).toMatch(/deny/i);
      if (path === "/embed") expect(response.status).toBe(404);
    }
  });

  test("opens the API to no other site", async () => {
    const response = await fetch(`${server.url}/api/v1/scenarios`, {
      headers: { Origin: lms, Authorization: `Bearer ${api.token ?? ""}` },
    });
    const names = [...response.headers.keys()];
    expect(names.filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

describe("a sign-in that begins in a frame", () => {
  test("gets the cookie for frames and not the page's own", async () => {
    const { answer, set } = await visitIn(inFrame);
    expect(answer.status).toBe(303);
    expect(set).toHaveLength(1);
    expect(set[0]).toMatch(/^__Host-deskside-embed=/);
    for (const word of ["HttpOnly", "Secure", "SameSite=None", "Partitioned", "Path=/"]) {
      expect(set[0]).toContain(`; ${word}`);
    }
  });

  test("has a form token whose cookie lives in the frame as well", async () => {
    const response = await fetch(`${server.url}/embed`, { headers: inFrame });
    const set = response.headers.getSetCookie();
    expect(set).toHaveLength(1);
    expect(set[0]).toMatch(/^__Host-deskside-embed-csrf=.*; HttpOnly; Secure.*Partitioned/);
    expect(set[0]).toContain("SameSite=None");
  });

  test("in a tab gets the page's own, whatever its form says", async () => {
    const visitor = createVisitor(server.url);
    await visitor.get("/login", inTab);
    const given = { email: accounts.trainee, password, frame: "1" };
    const own = { Origin: server.url.replace("http:", "https:") };
    const answer = await visitor.post("/login", given, { ...inTab, ...own });
    const set = answer.headers.getSetCookie();
    expect(set).toHaveLength(1);
    expect(set[0]).toMatch(/^__Host-deskside-auth=.*SameSite=Lax/);
    expect(set[0]).not.toContain("Partitioned");
  });

  test("gets the page's own where framing isn't configured", async () => {
    const { set } = await visitIn({ ...inFrame }, plain.url);
    expect(set[0]).toMatch(/^__Host-deskside-auth=/);
  });

  test("is a sign-in in frames and for their requests, and opens no page in a tab", async () => {
    const { visitor } = await visitIn(inFrame);
    const cookie = { Cookie: visitor.cookies() };
    const ask = async (path: string, headers: Headers) =>
      fetch(server.url + path, { headers: { ...cookie, ...headers }, redirect: "manual" });
    expect((await ask("/scenarios", inFrame)).status).toBe(200);
    const byScript = { ...inFrame, "Sec-Fetch-Dest": "empty" };
    expect((await ask("/api/v1/scenarios", byScript)).status).toBe(200);
    const inTabs = await ask("/scenarios", inTab);
    expect([inTabs.status, inTabs.headers.get("Location")]).toEqual([
      302,
      "/login?to=%2Fscenarios",
    ]);
  });

  test("ends at signing out, for the cookie that somebody kept, too", async () => {
    const { visitor, own } = await visitIn(inFrame);
    await visitor.get("/scenarios", inFrame);
    const kept = visitor.cookies();
    const answer = await visitor.post("/logout", {}, { ...inFrame, ...own });
    expect(answer.headers.get("Location")).toBe("/embed");
    const [gone = ""] = answer.headers.getSetCookie();
    expect(gone).toMatch(/^__Host-deskside-embed=;.*Max-Age=0/);
    expect(gone).toContain("Partitioned");
    const again = await fetch(`${server.url}/scenarios`, {
      headers: { Cookie: kept, ...inFrame },
      redirect: "manual",
    });
    expect(again.headers.get("Location")).toBe("/embed?to=%2Fscenarios");
  });

  test("whose cookies don't come back is offered the way without", async () => {
    const answer = await createVisitor(server.url).post(
      "/login",
      { email: accounts.trainee, password, redirectTo: "/scenarios/mfa-new-phone" },
      { ...inFrame, Origin: server.url.replace("http:", "https:") },
    );
    expect(answer.status).toBe(303);
    expect(answer.headers.get("Location")).toBe(
      "/embed?cookies=none&to=%2Fscenarios%2Fmfa-new-phone",
    );
    expect(answer.headers.getSetCookie().join()).not.toContain("deskside-embed=");
  });
});

describe("a change that the cookie for frames asks for", () => {
  test("is taken from our own pages with the form's token, and else refused", async () => {
    const { visitor, own } = await visitIn(inFrame);
    await visitor.get("/scenarios", inFrame);
    const started = { scenarioId: "mfa-new-phone", key: "framed" };
    const post = async (fields: Headers, headers: Headers) =>
      (await visitor.post("/sessions", { ...started, ...fields }, { ...inFrame, ...headers }))
        .status;
    expect(await post({}, own)).toBe(303);
    expect(await post({ _csrf: "" }, own)).toBe(403);
    expect(await post({ _csrf: `x${visitor.csrf()}` }, own)).toBe(403);
    expect(await post({}, { ...own, "Sec-Fetch-Site": "cross-site" })).toBe(403);
    expect(await post({}, { ...own, "Sec-Fetch-Site": "same-site" })).toBe(403);
    expect(await post({}, { ...own, Origin: lms })).toBe(403);
    expect(await post({}, { ...own, Origin: "null" })).toBe(403);
    const csrfGone = visitor.cookies().replace(/__Host-deskside-embed-csrf=[^;]*/, "a=b");
    expect(await post({}, { ...own, Cookie: csrfGone })).toBe(403);
  });

  test("by the API needs the token as well", async () => {
    const { visitor, own } = await visitIn(inFrame);
    await visitor.get("/scenarios", inFrame);
    const ask = (headers: Headers) =>
      fetch(`${server.url}/api/v1/sessions`, {
        method: "POST",
        headers: {
          ...{ "X-Forwarded-Proto": "https", "Content-Type": "application/json" },
          ...{ Cookie: visitor.cookies(), ...own, ...headers },
        },
        body: JSON.stringify({ scenarioId: "mfa-new-phone" }),
      });
    expect((await ask({ "X-CSRF-Token": visitor.csrf() })).status).toBe(201);
    expect((await ask({})).status).toBe(403);
    expect((await ask({ "X-CSRF-Token": visitor.csrf(), Origin: lms })).status).toBe(403);
  });
});

type Pair = { accessToken: string; refreshHandle: string; expiresIn: number };
const call = <T = Record<string, unknown>>(path: string, body: unknown, token?: string) =>
  createApi(server.url, token).call<T>("POST", path, { body });
async function signInRefreshable(): Promise<Pair> {
  const given = { email: accounts.trainee, password, refreshable: true };
  const answer = await call<Pair>("/token", given);
  expect(answer.status).toBe(200);
  return answer.body;
}
const refresh = (refreshHandle: string): Promise<Answer<Pair>> =>
  call<Pair>("/token/refresh", { refreshHandle });
const statusWith = async (token: string) =>
  (await createApi(server.url, token).call("GET", "/scenarios")).status;
const database = async (sql: string) => {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
};

describe("a refresh handle", () => {
  test("gives the next token and handle, and the tokens before stay good for their time", async () => {
    const first = await signInRefreshable();
    const second = await refresh(first.refreshHandle);
    expect(second.status).toBe(200);
    expect(second.body).toMatchObject({ tokenType: "Bearer", expiresIn: 900 });
    expect(second.body.refreshHandle).not.toBe(first.refreshHandle);
    expect(await statusWith(second.body.accessToken)).toBe(200);
    expect(await statusWith(first.accessToken)).toBe(200);
    expect(second.headers.get("Cache-Control")).toContain("no-store");
  });

  test("whose answer got lost may be sent again at once, and by two requests at the same moment", async () => {
    const { refreshHandle } = await signInRefreshable();
    const answers = await Promise.all([refresh(refreshHandle), refresh(refreshHandle)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const next = answers.map(({ body }) => decodeJwt(body.refreshHandle)["generation"]);
    expect(next).toEqual([2, 2]);
  });

  test("that comes again later ends the whole sign-in, the thief's and the owner's", async () => {
    const first = await signInRefreshable();
    const second = (await refresh(first.refreshHandle)).body;
    await database("UPDATE auth_session SET refreshed_at = refreshed_at - interval '31 s'");
    expectProblem(await refresh(first.refreshHandle), 401, "invalid_token");
    expect(await statusWith(second.accessToken)).toBe(401);
    expectProblem(await refresh(second.refreshHandle), 401, "invalid_token");
  });

  test("two generations old ends it at once", async () => {
    const first = await signInRefreshable();
    const second = (await refresh(first.refreshHandle)).body;
    const third = (await refresh(second.refreshHandle)).body;
    expectProblem(await refresh(first.refreshHandle), 401, "invalid_token");
    expect(await statusWith(third.accessToken)).toBe(401);
  });

  test("is no access token, and an access token is no handle", async () => {
    const { accessToken, refreshHandle } = await signInRefreshable();
    expect(await statusWith(refreshHandle)).toBe(401);
    expectProblem(await refresh(accessToken), 401, "invalid_token");
    expect(await statusWith(accessToken)).toBe(200);
  });

  test.each<[string, (handle: string) => string | Promise<string>]>([
    ["made up", () => "made up"],
    ["cut", (handle) => handle.slice(0, -1)],
    [
      "signed by another key",
      (handle) =>
        new SignJWT(decodeJwt(handle))
          .setProtectedHeader({ ...decodeProtectedHeader(handle), alg: "HS256" })
          .sign(new TextEncoder().encode("k".repeat(32))),
    ],
    [
      "of a later generation, by another key",
      (handle) =>
        new SignJWT({ ...decodeJwt(handle), generation: 9 })
          .setProtectedHeader({ ...decodeProtectedHeader(handle), alg: "HS256" })
          .sign(new TextEncoder().encode("k".repeat(32))),
    ],
  ])("that is %s is refused and ends nobody's sign-in", async (_what, forge) => {
    const { accessToken, refreshHandle } = await signInRefreshable();
    expectProblem(await refresh(await forge(refreshHandle)), 401, "invalid_token");
    expect(await statusWith(accessToken)).toBe(200);
    expect((await refresh(refreshHandle)).status).toBe(200);
  });

  test("ends with the sign-in, when one signs out", async () => {
    const { accessToken, refreshHandle } = await signInRefreshable();
    expect((await call("/token/revocation", undefined, accessToken)).status).toBe(204);
    expect(await statusWith(accessToken)).toBe(401);
    expectProblem(await refresh(refreshHandle), 401, "invalid_token");
  });
});

describe("a ticket for a stream", () => {
  const issue = async (id: string): Promise<string> => {
    const answer = await call<{ ticket: string; expiresIn: number }>(
      `/sessions/${id}/ticket`,
      undefined,
      api.token,
    );
    expect(answer.status).toBe(201);
    expect(answer.body.expiresIn).toBeLessThanOrEqual(30);
    return answer.body.ticket;
  };
  const open = (id: string, query: string) => createApi(server.url).stream(id, { query });

  test("opens it once, without a header or a cookie", async () => {
    const { session, cursor } = await api.start();
    const ticket = await issue(session.id);
    const stream = await open(session.id, `?cursor=${cursor}&ticket=${ticket}`);
    expect(stream.status).toBe(200);
    await stream.find(({ type }) => type === "hello");
    const again = await open(session.id, `?ticket=${ticket}`);
    expect(again.status).toBe(401);
    await Promise.all([stream.close(), again.close()]);
  });

  test("lets in one of two who come at the same moment", async () => {
    const { session } = await api.start();
    const query = `?ticket=${await issue(session.id)}`;
    const streams = await Promise.all([open(session.id, query), open(session.id, query)]);
    expect(streams.map(({ status }) => status).sort()).toEqual([200, 401]);
    await Promise.all(streams.map((stream) => stream.close()));
  });

  test("is for its own session, for its stream, and for seconds", async () => {
    const [one, two] = [(await api.start()).session.id, (await api.start()).session.id];
    const statusOf = async (path: string, method = "GET") => {
      const response = await fetch(`${server.url}/api/v1${path}`, { method });
      await response.body?.cancel();
      return response.status;
    };
    expect(await statusOf(`/sessions/${two}/events?ticket=${await issue(one)}`)).toBe(401);
    const ticket = await issue(one);
    expect(await statusOf(`/sessions/${one}?ticket=${ticket}`)).toBe(401);
    expect(await statusOf(`/sessions/${one}/messages?ticket=${ticket}`)).toBe(401);
    expect(await statusOf(`/sessions/${one}/updates?ticket=${ticket}`)).toBe(401);
    expect(await statusOf(`/sessions/${one}/events?ticket=${ticket}`, "POST")).toBe(401);
    expect(await statusOf(`/sessions/${one}/events?access_token=${api.token ?? ""}`)).toBe(401);
    expect(await statusOf(`/sessions/${one}/events?ticket=${ticket}`)).toBe(200);
    const old = await issue(one);
    await database("UPDATE stream_ticket SET expires_at = expires_at - interval '21 s'");
    expect(await statusOf(`/sessions/${one}/events?ticket=${old}`)).toBe(401);
    expect(await statusOf(`/sessions/${one}/events?ticket=`)).toBe(401);
  });

  test("is void once its owner has signed out, and the stream it opened ends", async () => {
    const { accessToken } = await signInRefreshable();
    const { session } = await api.start();
    const own = createApi(server.url, accessToken);
    const ask = () => own.call<{ ticket: string }>("POST", `/sessions/${session.id}/ticket`);
    const [used, unused] = [(await ask()).body.ticket, (await ask()).body.ticket];
    const stream = await open(session.id, `?ticket=${used}`);
    await stream.find(({ type }) => type === "hello");
    await own.call("POST", "/token/revocation");
    await stream.ended;
    expect((await open(session.id, `?ticket=${unused}`)).status).toBe(401);
  });

  test("can't be had for another's session", async () => {
    const stranger = await signIn(server.url, "other");
    const { session } = await api.start();
    expectProblem(await stranger.call("POST", `/sessions/${session.id}/ticket`), 404, "not_found");
  });
});

test("the log holds no ticket, handle, token or cookie of frames", async () => {
  const pair = await signInRefreshable();
  const { visitor } = await visitIn(inFrame);
  const { session } = await api.start();
  const issued = await call<{ ticket: string }>(
    `/sessions/${session.id}/ticket`,
    undefined,
    pair.accessToken,
  );
  const { ticket } = issued.body;
  const next = (await refresh(pair.refreshHandle)).body;
  for (const query of [`?ticket=${ticket}`, `?ticket=${ticket}`, `?ticket=${ticket}x`]) {
    await (await createApi(server.url).stream(session.id, { query })).close();
  }
  await (await fetch(`${server.url}/nothing?ticket=${ticket}`, { headers: inFrame })).text();
  await (await fetch(`${server.url}/embed?to=%2F&ticket=${ticket}`, { headers: inFrame })).text();
  const third = (await refresh(next.refreshHandle)).body;
  // Long used: tells of a thief, and the log says so.
  expect((await refresh(pair.refreshHandle)).status).toBe(401);
  await expect.poll(() => server.log.join("\n")).toContain("a refresh handle came again");
  const log = server.log.join("\n");
  const handles = [pair, next, third].flatMap((one) => [one.refreshHandle, one.accessToken]);
  for (const kept of [ticket, ...handles, visitor.csrf(), ...visitor.cookies().split("; ")]) {
    expect(kept).not.toBe("");
    expect(log).not.toContain(kept);
    expect(log).not.toContain(kept.split(/[.=]/).at(-1));
  }
});
