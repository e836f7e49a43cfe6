import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, expectProblem, type MessagePage, signIn } from "../support/api";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let trainee: Api;
let id: string;
/** Seq of the opening, then of each line posted. */
let first: number;
const lines = Array.from({ length: 100 }, (_, n) => `line ${String(n)}`);

beforeAll(async () => {
  server = await startServer({ env: { CUSTOMER_PACE: "off" } });
  trainee = await signIn(server.url, "trainee");
  id = (await trainee.start()).session.id;
  first = (await trainee.list(id)).messages.length + 1;
  for (const line of lines) await trainee.post(id, line);
});
afterAll(() => server.stop());

const seqs = ({ messages }: MessagePage) => messages.map(({ seq }) => seq);
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

describe("the history", () => {
  test("without a place is the newest page of forty, ascending", async () => {
    const page = await trainee.list(id, "");
    const head = first + lines.length - 1;
    expect(seqs(page)).toEqual(range(head - 39, head));
    expect(page.hasMore).toBe(true);
    expect(page.cursor.endsWith(`:${String(head)}`)).toBe(true);
  });

  test("before a seq is the page that ends right below it", async () => {
    const page = await trainee.list(id, "before=50&limit=10");
    expect([seqs(page), page.hasMore]).toEqual([range(40, 49), true]);
    const start = await trainee.list(id, "before=5&limit=100");
    expect([seqs(start), start.hasMore]).toEqual([range(1, 4), false]);
    expect(seqs(await trainee.list(id, "before=1"))).toEqual([]);
  });

  test("after a seq is the page that begins right above it", async () => {
    const page = await trainee.list(id, "after=50&limit=10");
    expect([seqs(page), page.hasMore]).toEqual([range(51, 60), true]);
    const head = first + lines.length - 1;
    const end = await trainee.list(id, `after=${String(head - 3)}`);
    expect([seqs(end), end.hasMore]).toEqual([range(head - 2, head), false]);
    expect(seqs(await trainee.list(id, "after=2147483648"))).toEqual([]);
    expect(seqs(await trainee.list(id, "after=0&limit=1"))).toEqual([1]);
  });

  test("between two seqs is what lies between them", async () => {
    expect(seqs(await trainee.list(id, "after=50&before=54"))).toEqual([51, 52, 53]);
  });

  test("a page that ends just at the beginning has no more", async () => {
    const page = await trainee.list(id, "before=11&limit=10");
    expect([seqs(page), page.hasMore]).toEqual([range(1, 10), false]);
  });

  test("empty before, after, q and author are none", async () => {
    expect(await trainee.list(id, "before=&after=&q=&author=")).toEqual(await trainee.list(id, ""));
  });

  test("both ways, page by page, everything is there once", async () => {
    const [backwards, forwards] = [[] as number[], [] as number[]];
    for (let page = await trainee.list(id, "limit=7"); ;) {
      backwards.unshift(...seqs(page));
      if (!page.hasMore) break;
      page = await trainee.list(id, `limit=7&before=${String(backwards[0])}`);
    }
    for (let page = await trainee.list(id, "limit=9&after=0"); ;) {
      forwards.push(...seqs(page));
      if (!page.hasMore) break;
      page = await trainee.list(id, `limit=9&after=${String(forwards.at(-1))}`);
    }
    expect(backwards).toEqual(range(1, first + lines.length - 1));
    expect(forwards).toEqual(backwards);
  });

  test.each([
    ...[
      "limit=0",
      "limit=101",
      "limit=-5",
      "limit=2.5",
      "limit=1e1",
      "limit=0x0a",
      "limit=%2010",
      "limit=ten",
      "limit=",
      "limit=NaN",
    ],
    ...[
      "before=abc",
      "before=-1",
      "before=1.5",
      "after=1e2",
      "after=%00",
      "before[]=x",
      "before[a]=1",
    ],
    ...["author=bot", "author=Trainee", "author=trainee%00", "q[x]=1"],
  ])("refuses ?%s", async (query) => {
    const answer = await trainee.call("GET", `/sessions/${id}/messages?${query}`);
    expectProblem(answer, 422, "invalid_input");
    expect(Number(answer.headers.get("Session-Head"))).toBe(first + lines.length - 1);
  });

  test("by author is theirs alone", async () => {
    const theirs = await trainee.list(id, "author=customer&limit=100");
    expect(seqs(theirs)).toEqual(range(1, first - 1));
    expect(seqs(await trainee.list(id, "author=trainee&limit=2"))).toHaveLength(2);
    expect(seqs(await trainee.list(id, "author=trainer"))).toEqual([]);
    expect(seqs(await trainee.list(id, "author=system"))).toEqual([]);
  });
});

describe("a search in the text", () => {
  const texts = [
    "Der Café-Drucker im Übergang",
    "100% sicher, 50 % nicht",
    "snake_case and snakeXcase",
    "C:\\Temp\\new",
    "STRASSE and straße",
    'it\'s "quoted" -- ; DROP TABLE message',
    "ﬁle ２０２６ ①",
  ];
  let session: string;
  const find = async (q: string) =>
    (await trainee.list(session, `author=trainee&q=${encodeURIComponent(q)}`)).messages.map(
      ({ text }) => texts.indexOf(text),
    );

  beforeAll(async () => {
    session = (await trainee.start()).session.id;
    for (const text of texts) await trainee.post(session, text);
  });

  test.each([
    ["cafe", [0]],
    ["CAFÉ", [0]],
    ["cafe\u0301", [0]],
    ["ubergang drucker", [0]],
    ["  drucker \t café\u3000", [0]],
    ["drucker sicher", []],
    ["ruck", [0]],
    ["100%", [1]],
    ["%", [1]],
    ["50 %", [1]],
    ["_", [2]],
    ["e_c", [2]],
    ["snake?case", []],
    ["\\", [3]],
    ["temp\\new", [3]],
    ["\\%", []],
    ["strasse", [4]],
    ["'", [5]],
    ['"quoted"', [5]],
    ["; drop table", [5]],
    ["file 2026", [6]],
    ["\u0000", []],
    ["sicher\u0000", []],
  ])("for %j finds %j", async (q, found) => {
    expect(await find(q)).toEqual(found);
  });

  test("for nothing but space finds everything", async () => {
    expect(await find(" ")).toHaveLength(texts.length);
  });

  test("goes together with author, before and limit", async () => {
    const page = await trainee.list(id, `q=line&author=trainee&before=50&limit=5`);
    expect([seqs(page), page.hasMore]).toEqual([range(45, 49), true]);
  });

  test("for too long a text is 422", async () => {
    const answer = await trainee.call("GET", `/sessions/${id}/messages?q=${"a".repeat(2_000)}`);
    expectProblem(answer, 422, "invalid_input");
  });
});
