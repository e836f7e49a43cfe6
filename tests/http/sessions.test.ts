import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, expectProblem, signIn, type Started } from "../support/api";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let trainee: Api;
let other: Api;
let trainer: Api;

beforeAll(async () => {
  server = await startServer();
  [trainee, other, trainer] = await Promise.all([
    signIn(server.url, "trainee"),
    signIn(server.url, "other"),
    signIn(server.url, "trainer"),
  ]);
});
afterAll(() => server.stop());

type Listed = { sessions: Started["session"][]; hasMore: boolean };
const list = async (api: Api, query: string) => {
  const answer = await api.call<Listed>("GET", `/sessions?${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
};
const ids = ({ sessions }: Listed) => sessions.map(({ id }) => id);

describe("the scenarios", () => {
  test("are listed with what a card needs and nothing hidden", async () => {
    const { status, body } = await trainee.call<{ scenarios: Record<string, unknown>[] }>(
      "GET",
      "/scenarios",
    );
    expect(status).toBe(200);
    expect(body.scenarios.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["mfa-new-phone", "robot-voice"]),
    );
    for (const scenario of body.scenarios) {
      expect(Object.keys(scenario).sort()).toEqual(
        ["difficulty", "id", "skills", "summary", "title", "version"].sort(),
      );
    }
  });
});

describe("starting a session", () => {
  test("answers 201 with the session and a cursor, and the customer has written first", async () => {
    const answer = await trainee.call<Started>("POST", "/sessions", {
      body: { scenarioId: "mfa-new-phone", seed: 3 },
    });
    expect(answer.status).toBe(201);
    const { session, cursor } = answer.body;
    expect(session).toMatchObject({ scenarioId: "mfa-new-phone", seed: 3, status: "active" });
    const { messages } = await trainee.list(session.id);
    expect(messages[0]).toMatchObject({ seq: 1, author: { role: "customer" } });
    expect(cursor).toMatch(/^[\w-]+:\d+$/);
    expect(answer.headers.get("Session-Head")).toBe(cursor.split(":")[1]);
    expect(answer.headers.get("Location")).toBe(`/api/v1/sessions/${session.id}`);
  });

  test("the same seed gives the same opening", async () => {
    const opening = async () =>
      (await trainee.list((await trainee.start()).session.id)).messages[0];
    expect((await opening())?.text).toBe((await opening())?.text);
  });

  test("forty at once all start", async () => {
    const started = await Promise.all(Array.from({ length: 40 }, () => other.start()));
    expect(new Set(started.map(({ session }) => session.id)).size).toBe(40);
  });

  test("of an unknown scenario is 404", async () => {
    for (const scenarioId of ["nothing-here", "", "\u0000", "../mfa-new-phone", "__proto__"]) {
      expectProblem(
        await trainee.call("POST", "/sessions", { body: { scenarioId } }),
        404,
        "not_found",
      );
    }
  });

  test("with the wrong types is 422", async () => {
    const bodies = [
      {},
      { scenarioId: 5 },
      { scenarioId: ["mfa-new-phone"] },
      { scenarioId: "mfa-new-phone", seed: "7" },
      { scenarioId: "mfa-new-phone", seed: -1 },
      { scenarioId: "mfa-new-phone", seed: 1.5 },
      { scenarioId: "mfa-new-phone", seed: 1e30 },
      "mfa-new-phone",
      null,
    ];
    for (const body of bodies) {
      expectProblem(await trainee.call("POST", "/sessions", { body }), 422, "invalid_input");
    }
  });

  test("by a trainer is 403", async () => {
    const body = { scenarioId: "mfa-new-phone" };
    expectProblem(await trainer.call("POST", "/sessions", { body }), 403, "forbidden");
  });

  test("the same key again, also at once, is the same session", async () => {
    const body = { scenarioId: "robot-voice" };
    const ask = () => trainee.call<Started>("POST", "/sessions", { body, key: "form-1" });
    const answers = await Promise.all([ask(), ask(), ask()]);
    answers.push(await ask());
    expect(new Set(answers.map((answer) => answer.body.session.id)).size).toBe(1);
    const another = { body: { scenarioId: "mfa-new-phone" }, key: "form-1" };
    expectProblem(await trainee.call("POST", "/sessions", another), 422, "idempotency_key_reused");
  });
});

describe("the list of sessions", () => {
  test("shows a trainee their own, newest first, page by page", async () => {
    const own = [];
    for (let n = 0; n < 5; n += 1) own.unshift((await trainee.start("robot-voice")).session.id);
    const pages = [await list(trainee, "limit=2")];
    while (pages.at(-1)?.hasMore && pages.length < 20) {
      pages.push(await list(trainee, `limit=2&before=${pages.at(-1)?.sessions.at(-1)?.id ?? ""}`));
    }
    const paged = pages.flatMap(ids);
    expect(paged.slice(0, 5)).toEqual(own);
    expect(paged).toEqual(ids(await list(trainee, "limit=100")));
    expect(new Set(paged).size).toBe(paged.length);
  });

  test("never shows another trainee's, whatever is asked", async () => {
    const { session } = await other.start();
    const foreign = String(session["traineeId"]);
    for (const query of ["limit=100", `trainee=${foreign}&limit=100`, `before=${session.id}`]) {
      expect(ids(await list(trainee, query))).not.toContain(session.id);
    }
    // A foreign id tells nothing, not even that it exists.
    expect(await list(trainee, `before=${session.id}`)).toEqual(
      await list(trainee, `before=${crypto.randomUUID()}`),
    );
  });

  test("shows a trainer everyone's, or one trainee's", async () => {
    const [mine, theirs] = [(await trainee.start()).session, (await other.start()).session];
    expect(ids(await list(trainer, "limit=100"))).toEqual(
      expect.arrayContaining([mine.id, theirs.id]),
    );
    const filtered = ids(await list(trainer, `trainee=${String(theirs["traineeId"])}&limit=100`));
    expect(filtered).toContain(theirs.id);
    expect(filtered).not.toContain(mine.id);
    expect(ids(await list(trainer, `trainee=${crypto.randomUUID()}`))).toEqual([]);
  });

  test("filters by status and scenario, and empty filters filter nothing", async () => {
    const { session } = await trainee.start("robot-voice");
    const resolution = { category: "network", rootCause: "upload", code: "solved", notes: "" };
    await trainee.call("POST", `/sessions/${session.id}/resolution`, {
      body: resolution,
      key: "r",
    });
    expect(ids(await list(trainee, "status=ended&limit=100"))).toContain(session.id);
    expect(ids(await list(trainee, "status=active&limit=100"))).not.toContain(session.id);
    expect(ids(await list(trainee, "scenario=robot-voice&limit=100"))).toContain(session.id);
    expect(ids(await list(trainee, "scenario=mfa-new-phone&limit=100"))).not.toContain(session.id);
    expect(ids(await list(trainee, "scenario=nothing-here"))).toEqual([]);
    expect(await list(trainee, "status=&scenario=&q=&before=")).toEqual(await list(trainee, ""));
  });

  test("is searched by the words of its messages", async () => {
    const { session } = await trainee.start();
    await trainee.post(session.id, "The Röntgen viewer is 100%_sure\\gone");
    for (const q of ["rontgen", "GONE viewer", "100%_SURE", "sure\\gone"]) {
      expect(ids(await list(trainee, `q=${encodeURIComponent(q)}`))).toEqual([session.id]);
    }
    for (const q of ["rontgen absent", "100__sure", "%%%%", "\u0000"]) {
      expect(ids(await list(trainee, `q=${encodeURIComponent(q)}`))).toEqual([]);
    }
    expect(ids(await list(other, "q=rontgen"))).toEqual([]);
    expect(ids(await list(trainer, "q=rontgen"))).toEqual([session.id]);
  });

  test.each([
    "status=gone",
    "limit=0",
    "limit=101",
    "limit=-1",
    "limit=1.5",
    "limit=1e1",
    "limit=0x10",
    "limit=ten",
    "limit=",
    "before=yesterday",
    "before=%00",
    "q[a]=b",
    "status=active%00",
  ])("refuses ?%s", async (query) => {
    expectProblem(await trainee.call("GET", `/sessions?${query}`), 422, "invalid_input");
  });

  test.each(["scenario=%00", "trainee=%00", "trainee=nobody"])(
    "takes ?%s for nothing found or no filter",
    async (query) => {
      expect((await trainer.call("GET", `/sessions?${query}`)).status).toBe(200);
    },
  );
});

describe("one session", () => {
  test("is shown with who takes part and how far they have read", async () => {
    const { session } = await trainee.start();
    const answer = await trainee.call<Record<string, unknown>>("GET", `/sessions/${session.id}`);
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body)).toEqual(
      expect.arrayContaining(["cursor", "participants", "receipts", "session"]),
    );
    expect(answer.body["session"]).toMatchObject(session);
    const roles = (answer.body["participants"] as { role: string }[]).map(({ role }) => role);
    expect(roles.sort()).toEqual(["customer", "trainee"]);
    for (const receipt of answer.body["receipts"] as object[]) {
      expect(Object.keys(receipt).sort()).toEqual(["deliveredSeq", "name", "readSeq", "role"]);
    }
    expect(answer.headers.get("Session-Head")).toBe(String(answer.body["cursor"]).split(":")[1]);
  });

  test("tells nothing of the hidden world, the facts or the root cause", async () => {
    const { session } = await trainee.start();
    const { body } = await trainee.call("GET", `/sessions/${session.id}`);
    expect(JSON.stringify(body)).not.toMatch(/traded|rootCause|world|idealPath|critical/i);
  });

  test.each([
    "nothing",
    "0",
    "%00",
    "..%2F",
    "%E2%82%AC",
    "a".repeat(2_000),
    "00000000-0000-0000-0000-000000000000",
  ])("that doesn't exist (%s) is 404", async (id) => {
    expectProblem(await trainee.call("GET", `/sessions/${id}`), 404, "not_found");
  });
});
