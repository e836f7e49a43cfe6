import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { accounts, type Api, password, signIn } from "../support/api";
import { createVisitor, type PageVisitor, visitAs } from "../support/page-visitor";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let api: Api;
let visitor: PageVisitor;
let bad: string;

beforeAll(async () => {
  server = await startServer({ env: { EMBED_ORIGINS: "https://lms.example.org" } });
  api = await signIn(server.url, "trainee");
  visitor = await visitAs(server.url, "trainee");
  bad = await playBadly();
});
afterAll(() => server.stop());

/** Posts it and waits for the answer; the seq of what was posted. */
async function say(id: string, text: string): Promise<number> {
  const { seq } = (await api.post(id, text)).body.message;
  await vi.waitFor(
    async () => {
      expect((await api.list(id)).messages.at(-1)?.author.role).toBe("customer");
    },
    { timeout: 15_000 },
  );
  return seq;
}
async function use(id: string, tool: string): Promise<void> {
  const key = crypto.randomUUID();
  await api.call("POST", `/sessions/${id}/actions`, { body: { tool }, key });
}
async function resolve(id: string, code = "no_contact", notes = '=HYPERLINK("x"), "quoted"') {
  const body = { category: "other", rootCause: "Laptop", code, notes };
  await api.call("POST", `/sessions/${id}/resolution`, { body, key: "end" });
}

/** Asks in general, babbles, resets for nobody in particular and wants the password. */
async function playBadly(): Promise<string> {
  const { id } = (await api.start()).session;
  await say(id, "hello");
  await say(id, "Has anything changed?");
  await say(id, "=fnord, blorp zibble");
  await use(id, "reset_mfa");
  await say(id, "What's your password?");
  await resolve(id);
  return id;
}

const textOf = (html: string) =>
  html
    .replace(/<(script|style)[^]*?<\/\1>/g, "")
    .replaceAll("<!-- -->", "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .replace(/ (?=[:,])/g, "");
const pageOf = async (id: string) => (await visitor.get(`/sessions/${id}/debrief`)).text();
/** What the transcript says of a message, as it stands on the page. */
async function lineAt(id: string, seq: number): Promise<string> {
  const html = await pageOf(id);
  return textOf(new RegExp(`<li id="m${String(seq)}"[^]*?</li>`).exec(html)?.[0] ?? "");
}
const seqOf = async (id: string, text: string) =>
  (await api.list(id)).messages.find((message) => message.text.includes(text))?.seq ?? 0;

describe("the debrief of a bad run", () => {
  test("says what must never happen, and what to do instead", async () => {
    const text = textOf(await pageOf(bad));
    expect(text).toContain("2 critical failures");
    expect(text).toContain(
      "Better: Ask for full name and staff number, compare them with the directory",
    );
    expect(text).toContain("Verify by staff number instead");
  });

  test("says first what would have earned most, in words that one can say", async () => {
    const html = await pageOf(bad);
    const lessons = textOf(/Do this next time<\/h2>[^]*?<\/ol>/.exec(html)?.[0] ?? "");
    expect(lessons).toMatch(/could you give me your full name and staff number\?”.*20 more points/);
    expect(lessons).toMatch(
      /“Which phone approves your sign-in, and do you still have it\?”.*15 more points/,
    );
  });

  test("tells at each message what it missed or broke and what to say in its place", async () => {
    expect(await lineAt(bad, await seqOf(bad, "Has anything changed?"))).toMatch(
      /Missed: Asked in general and denied.*Better: “Which phone approves your sign-in/,
    );
    expect(await lineAt(bad, await seqOf(bad, "fnord"))).toMatch(
      /Missed: Not understood; it cost nothing.*Better: “.*\?”/,
    );
    expect(await lineAt(bad, await seqOf(bad, "What's your password"))).toMatch(
      /Broke: Asked for a password or a code.*Better: .*staff number/,
    );
    expect(await lineAt(bad, await seqOf(bad, "hello"))).toMatch(
      /Missed: It asked nothing.*Better: “.*\?”/,
    );
    const tool = (await seqOf(bad, "What's your password")) - 2;
    expect(await lineAt(bad, tool)).toMatch(
      /Broke: Reset the sign-in methods.*Better: Ask for full name/,
    );
  });

  test("lists what was never asked with a question that gets it, and what was asked in vain", async () => {
    const text = textOf(await pageOf(bad));
    const never = /Never asked (.*) A path that works/.exec(text)?.[1] ?? "";
    expect(never).toMatch(
      /Her colleagues can sign in For example: “Is anyone else on your team affected\?”/,
    );
    expect(never).toMatch(
      /Asked in vain .*New phone on Saturday.*message \d+.*For example: “Which phone/,
    );
  });

  test("tells the root cause, the times against what was promised, and the mood in words", async () => {
    const text = textOf(await pageOf(bad));
    expect(text).toContain("Priya changed phones on Saturday");
    expect(text).toMatch(/First response \d+ s within 1 min/);
    expect(text).toMatch(/Longest wait.* \d+ s within 2 min/);
    expect(await pageOf(bad)).toMatch(
      /aria-label="The customer&#x27;s mood over the conversation\. Began/,
    );
  });

  test("can be tried again with the same customer, as difficult as before", async () => {
    const body = { scenarioId: "robot-voice", level: 3, seed: 77 };
    type Started = { session: { id: string; level: number; seed: number } };
    const { id } = (await api.call<Started>("POST", "/sessions", { body })).body.session;
    await resolve(id);
    const form = /<form[^>]*action="\/sessions"[^]*?<\/form>/.exec(await pageOf(id))?.[0] ?? "";
    const fields = ["scenarioId", "key", "seed", "level"].map((name) => [
      name,
      new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? "",
    ]);
    const again = await visitor.post(
      "/sessions",
      Object.fromEntries(fields) as Record<string, string>,
    );
    const path = again.headers.get("Location") ?? "";
    const { session } = (await api.call<Started>("GET", path)).body;
    expect([session.level, session.seed]).toEqual([3, 77]);
  });

  test("a good run is told nothing of the kind", async () => {
    const { id } = (await api.start()).session;
    await say(
      id,
      "I'm sorry, that's the last thing you need. What exactly do you see when you sign in?",
    );
    await resolve(id);
    const line = await lineAt(id, await seqOf(id, "last thing you need"));
    expect(line).toContain("Unlocked:");
    expect(line).not.toMatch(/Missed|Broke|Better/);
  });
});

describe("try again from here", () => {
  test("works by a form: a new session with the same lines above, its score no best score", async () => {
    const seq = await seqOf(bad, "Has anything changed?");
    await visitor.get(`/sessions/${bad}/debrief`);
    const form = { seq: String(seq), key: crypto.randomUUID() };
    const [first, second] = await Promise.all(
      [form, form].map((fields) => visitor.post(`/sessions/${bad}/debrief`, fields)),
    );
    expect(first?.status).toBe(303);
    const path = first?.headers.get("Location") ?? "";
    expect(second?.headers.get("Location")).toBe(path);
    const id = path.replace("/sessions/", "");
    const lines = async (of: string) =>
      (await api.list(of)).messages.filter((one) => one.seq < seq).map(({ text }) => text);
    expect(await lines(id)).toEqual(await lines(bad));
    expect(textOf(await (await visitor.get(path)).text())).toContain("Practice goes on from here");

    await say(id, "Which phone approves your sign-in, and do you still have it?");
    await resolve(id);
    const { score } = (await api.call<{ score: number }>("GET", `/sessions/${id}/debrief`)).body;
    expect(score).toBeGreaterThan(0);
    expect(textOf(await pageOf(id))).toContain("Tried again from the middle: up to message");
    const list = await (await visitor.get("/sessions?status=ended")).text();
    expect(textOf(list.split("<li").find((row) => row.includes(id)) ?? "")).toContain("From here");
    const cards = (
      await api.call<{ scenarios: { id: string; bestScore: number | null }[] }>("GET", "/library")
    ).body.scenarios;
    expect(cards.find((card) => card.id === "mfa-new-phone")?.bestScore).toBeLessThan(score);
  });

  test("works in another site's frame, by the cookie that is the frame's own", async () => {
    const inFrame = {
      ...{ "Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-origin" },
      ...{ "X-Forwarded-Proto": "https", Origin: server.url.replace("http:", "https:") },
    };
    const framed = createVisitor(server.url);
    await framed.get("/embed", inFrame);
    await framed.post("/login", { email: accounts.trainee, password }, inFrame);
    expect(framed.cookies()).toMatch(/^__Host-deskside-embed[^;]*; __Host-deskside-embed[^;]*$/);
    const debrief = await (await framed.get(`/sessions/${bad}/debrief`, inFrame)).text();
    expect(debrief).toContain("Try again from here");
    const form = { seq: String(await seqOf(bad, "blorp")), key: "in a frame" };
    const answer = await framed.post(`/sessions/${bad}/debrief`, form, inFrame);
    expect(answer.status).toBe(303);
    const chat = await framed.get(answer.headers.get("Location") ?? "", inFrame);
    expect(textOf(await chat.text())).toContain("Practice goes on from here");
    const forged = await framed.post(`/sessions/${bad}/debrief`, { ...form, _csrf: "" }, inFrame);
    expect(forged.status).toBe(403);
  });

  test("a seq that is none of one's messages is refused in words", async () => {
    await visitor.get(`/sessions/${bad}/debrief`);
    const refused = await visitor.post(`/sessions/${bad}/debrief`, { seq: "1", key: "x" });
    expect(refused.status).toBe(422);
    expect(textOf(await refused.text())).toContain("There is no message of yours to go on from");
  });

  test("isn't offered to a trainer", async () => {
    const trainer = await visitAs(server.url, "trainer");
    const html = await (await trainer.get(`/sessions/${bad}/debrief`)).text();
    expect(html).not.toContain("Try again");
    expect(html).toContain(`/sessions/${bad}/export/csv`);
  });
});

describe("a debrief as a file", () => {
  const fileOf = (format: string, id = bad) => visitor.get(`/sessions/${id}/export/${format}`);

  test.each([
    ["json", "application/json; charset=utf-8"],
    ["csv", "text/csv; charset=utf-8; header=present"],
    ["html", "text/html; charset=utf-8"],
  ])("comes as a download with a name: %s", async (format, type) => {
    const answer = await fileOf(format);
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, type]);
    expect(answer.headers.get("Content-Disposition")).toMatch(
      new RegExp(
        `^attachment; filename="debrief-mfa-new-phone-INC-\\d{6}-\\d{4}-\\d\\d-\\d\\d\\.${format}"$`,
      ),
    );
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
  });

  test("JSON holds the debrief as the API gives it, and the transcript", async () => {
    const file = (await (await fileOf("json")).json()) as Record<string, unknown>;
    const { criteria, rootCause, score } = (
      await api.call<Record<string, unknown>>("GET", `/sessions/${bad}/debrief`)
    ).body;
    expect(file).toMatchObject({
      format: "deskside-debrief",
      debrief: { criteria, rootCause, score },
      session: { id: bad, scenarioId: "mfa-new-phone" },
    });
    expect(file["messages"]).toHaveLength((await api.list(bad)).messages.length);
  });

  test("CSV is a table with equal rows, in which nothing is a formula", async () => {
    const text = await (await fileOf("csv")).text();
    const rows = parseCsv(text);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(rows[0]?.slice(0, 6)).toEqual(["record", "id", "seq", "at", "by", "text"]);
    const cells = rows.flat().filter((cell) => Number.isNaN(Number(cell)));
    expect(cells.filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
    expect(rows.filter(([record]) => record === "trainee").map((row) => row[5])).toContain(
      "'=fnord, blorp zibble",
    );
    expect(new Set(rows.map(([record]) => record))).toEqual(
      new Set(
        "record,result,criterion,critical failure,time,never asked,asked in vain,customer,trainee,tool,system".split(
          ",",
        ),
      ),
    );
  });

  test("HTML is whole in itself: no script, no request, the same advice", async () => {
    const html = await (await fileOf("html")).text();
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|<form|\ssrc=|url\(|@import|https?:/i);
    for (const [, href = ""] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^#m\d+$/);
    expect(html).toContain("--surface");
    expect(textOf(html)).toContain("Do this next time");
    expect(textOf(html)).toContain("UTC");
  });

  test("what there isn't is refused in words, with the right status", async () => {
    const active = (await api.start()).session.id;
    for (const [answer, status, words] of [
      [await fileOf("pdf"), 404, "html, csv or json"],
      [await fileOf("csv", crypto.randomUUID()), 404, "no such session"],
      [await fileOf("csv", active), 409, "when the session has ended"],
    ] as const) {
      expect([answer.status, answer.headers.get("Content-Type")]).toEqual([
        status,
        "text/plain; charset=utf-8",
      ]);
      expect(await answer.text()).toContain(words);
    }
  });
});

/** RFC 4180, strictly: CRLF ends rows, quotation marks are doubled inside. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const [, value = "", end] =
      cell.exec(text) ?? expect.fail(`no CSV at ${String(cell.lastIndex)}`);
    const plain = value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value;
    rows.at(-1)?.push(plain);
    if (end === "\r\n" && cell.lastIndex < text.length) rows.push([]);
  }
  return rows;
}
