import type { BrowserContext, Page } from "@playwright/test";
import type { TestServer } from "../support/server";
import { createAccount } from "./support/accounts";
import { signInToApi } from "./support/api";
import { openReaders } from "./support/open-readers";
import { expect, freeze, test } from "./support/plain-browser";
import { chatOn, expectConnected, signIn } from "./support/screens";

const tabs = 10;
const letter = (n: number) => String.fromCharCode(65 + n);

/** Notes every EventSource of a page, so that a test can ask which page holds the stream. */
async function noteStreams(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const opened: EventSource[] = [];
    window.EventSource = class extends EventSource {
      constructor(url: string | URL) {
        super(url);
        opened.push(this);
      }
    };
    Object.assign(window, {
      holdsStream: () => opened.some((one) => one.readyState === EventSource.OPEN),
    });
  });
}

async function holdsStream(page: Page): Promise<boolean> {
  return page.evaluate(() => (window as unknown as { holdsStream(): boolean }).holdsStream());
}

/** The page that keeps the stream for the others. */
async function leaderOf(pages: Page[]): Promise<Page> {
  let leader: Page | undefined;
  // What was said may be on every screen before the new leader has its stream.
  const holders = async () => {
    const holding = await Promise.all(pages.map(holdsStream));
    leader = pages[holding.indexOf(true)];
    return holding.filter(Boolean).length;
  };
  await expect.poll(holders, { timeout: 60_000 }).toBe(1);
  if (!leader) throw new Error("no page holds a stream");
  return leader;
}

async function expectOneStream(server: TestServer): Promise<void> {
  await expect.poll(() => openReaders(server), { timeout: 60_000 }).toEqual([1, 0]);
}

async function openTabs(context: BrowserContext, ids: string[], url = ""): Promise<Page[]> {
  const pages: Page[] = [];
  for (const id of ids) {
    const page = await context.newPage();
    pages.push(page);
    await page.goto(`${url}/sessions/${id}`);
    await expectConnected(page);
  }
  return pages;
}

async function expectAllToShow(pages: Page[], text: string): Promise<void> {
  await Promise.all(
    pages.map((page) => expect(chatOn(page).messages(text)).toHaveCount(1, { timeout: 60_000 })),
  );
}

test("ten tabs share one stream, and all of them send and receive", async ({
  context,
  page,
  server,
  trainee,
}) => {
  await signIn(page, trainee);
  const api = await signInToApi(server, trainee);
  const sessions = await Promise.all(
    Array.from({ length: 6 }, () => api.startSession("mfa-new-phone")),
  );
  // Half of the tabs show one session, the others one each.
  const ids = Array.from({ length: tabs }, (_, n) => sessions[Math.max(0, n - 4)] ?? "");
  const pages = await openTabs(context, ids);
  await expectOneStream(server);
  for (const [n, one] of pages.entries()) await chatOn(one).send(`From tab ${letter(n)}.`);
  for (const [n, id] of sessions.entries()) await api.post(id, `By another program ${letter(n)}.`);
  for (const [n, one] of pages.entries()) {
    const id = ids[n] ?? "";
    const said = [
      `By another program ${letter(sessions.indexOf(id))}.`,
      ...ids.flatMap((other, m) => (other === id ? [`From tab ${letter(m)}.`] : [])),
    ];
    for (const text of said) await expectAllToShow([one], text);
    await expect(one.getByText(/^(From tab|By another program)/)).toHaveCount(said.length);
  }
  await expectOneStream(server);
});

/** What becomes of the tab that keeps the stream. */
const ends: Record<string, (leader: Page) => Promise<unknown>> = {
  "is closed": (leader) => leader.close(),
  crashes: async (leader) => {
    const devtools = await leader.context().newCDPSession(leader);
    const crashed = leader.waitForEvent("crash");
    devtools.send("Page.crash").catch(() => undefined);
    await crashed;
  },
  "is frozen": freeze,
  "hangs without a word": (leader) => {
    const hang = () => {
      for (const until = Date.now() + 30_000; Date.now() < until;);
    };
    leader.evaluate(hang).catch(() => undefined);
    return Promise.resolve();
  },
};

for (const [what, end] of Object.entries(ends)) {
  test(`when the tab with the stream ${what}, another goes on and nothing is lost`, async ({
    plainContext,
    server,
    trainee,
    complaints,
  }) => {
    test.slow();
    complaints.allow(/crash/i);
    await noteStreams(plainContext);
    await signIn(await plainContext.newPage(), trainee, server.url);
    const api = await signInToApi(server, trainee);
    const [first, second] = [
      await api.startSession("mfa-new-phone"),
      await api.startSession("mfa-new-phone"),
    ];
    const pages = await openTabs(plainContext, [first, second, first, second], server.url);
    await expectOneStream(server);
    const leader = await leaderOf(pages);
    const rest = pages.filter((one) => one !== leader);
    await Promise.all([first, second].map((id) => api.post(id, "Said before.")));
    await end(leader);
    await Promise.all([first, second].map((id) => api.postMany(id, "Said meanwhile", 5)));
    for (const text of ["Said before.", "Said meanwhile 1", "Said meanwhile 5"]) {
      await expectAllToShow(rest, text);
    }
    await leaderOf(rest);
    for (const one of rest) {
      await expectConnected(one);
      const seqs = await chatOn(one)
        .log.locator("[data-seq]")
        .evaluateAll((all) => all.map((element) => Number(element.getAttribute("data-seq"))));
      expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
      await one.bringToFront();
      await chatOn(one).send("Still here.");
      await expect(chatOn(one).messages("Still here.").last()).toHaveAttribute("data-seq", /\d+/);
    }
  });
}

test.describe("on plain HTTP, where the browser has no Web Locks", () => {
  test.use({ plainArgs: ["--host-resolver-rules=MAP deskside.test 127.0.0.1"] });

  test("eight tabs share a stream, and all of them send; one that is closed or crashes is followed", async ({
    plainContext,
    // Its customers end no session that is talked into so much.
    quietServer: server,
    complaints,
  }) => {
    test.slow();
    complaints.allow(/crash/i);
    // Headers of ours that browsers heed on https alone; Chromium says so on every page.
    complaints.allow(/Cross-Origin-Opener-Policy header has been ignored/);
    complaints.allow(/Origin-Agent-Cluster header/);
    const url = server.url.replace("127.0.0.1", "deskside.test");
    const trainee = await createAccount(server, "trainee");
    await noteStreams(plainContext);
    await signIn(await plainContext.newPage(), trainee, url);
    const api = await signInToApi(server, trainee);
    const id = await api.startSession("mfa-new-phone");
    let pages = await openTabs(plainContext, Array<string>(8).fill(id), url);
    const haveLocks = () => [window.isSecureContext, "locks" in navigator];
    for (const page of pages) expect(await page.evaluate(haveLocks)).toEqual([false, false]);
    await expectOneStream(server);
    await sendFromAll(pages, "At first");
    for (const how of ["is closed", "crashes"]) {
      const leader = await leaderOf(pages);
      pages = pages.filter((one) => one !== leader);
      await ends[how]?.(leader);
      await api.post(id, `The tab with the stream ${how}.`);
      await expectAllToShow(pages, `The tab with the stream ${how}.`);
      await leaderOf(pages);
      await expectOneStream(server);
      await sendFromAll(pages, how);
    }
    await expectOneStream(server);
  });
});

async function sendFromAll(pages: Page[], when: string): Promise<void> {
  const texts = pages.map((_, n) => `${when}, from tab ${letter(n)}.`);
  for (const [n, page] of pages.entries()) {
    await page.bringToFront();
    await chatOn(page).send(texts[n] ?? "");
    await expect(chatOn(page).messages(texts[n] ?? "")).toHaveAttribute("data-seq", /\d+/);
  }
  for (const text of texts) await expectAllToShow(pages, text);
}
