import type { BrowserContext, Page } from "@playwright/test";
import type { TestServer } from "../support/server";
import { signInToApi } from "./support/api";
import { expect, test } from "./support/deskside-test";
import { chatOn, expectConnected, signIn, startSession } from "./support/screens";

const tabs = 10;
/** Until everyone hears by the next leader; a frozen one is noticed after three seconds and a half. */
const handoverMs = 8_000;

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
  const holding = () => Promise.all(pages.map(holdsStream));
  // What was said may be on every screen before the new leader has its stream.
  await expect.poll(async () => (await holding()).filter(Boolean).length).toBe(1);
  const leader = pages[(await holding()).indexOf(true)];
  if (!leader) throw new Error("no page holds a stream");
  return leader;
}

/** Streams and waiting polls, by the server's own count. */
async function openReaders(server: TestServer): Promise<number[]> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return ["stream", "poll"].map((transport) => {
    const line = new RegExp(`^deskside_open_readers\\{transport="${transport}"\\} (\\d+)$`, "m");
    return Number(line.exec(text)?.[1] ?? 0);
  });
}

async function expectOneStream(server: TestServer): Promise<void> {
  await expect.poll(() => openReaders(server), { timeout: 15_000 }).toEqual([1, 0]);
}

async function openTabs(context: BrowserContext, ids: string[]): Promise<Page[]> {
  const pages: Page[] = [];
  for (const id of ids) {
    const page = await context.newPage();
    pages.push(page);
    await page.goto(`/sessions/${id}`);
    await expectConnected(page);
  }
  return pages;
}

async function expectAllToShow(pages: Page[], text: string): Promise<void> {
  await Promise.all(
    pages.map((page) =>
      expect(chatOn(page).messages(text)).toHaveCount(1, { timeout: handoverMs }),
    ),
  );
}

test("ten tabs of one session share one stream, and all of them send and receive", async ({
  page,
  context,
  server,
  trainee,
}) => {
  test.setTimeout(240_000);
  await signIn(page, trainee);
  const id = await startSession(page);
  const others = Array.from({ length: tabs - 1 }, () => id);
  const pages = [page, ...(await openTabs(context, others))];
  await expectOneStream(server);
  for (const [n, one] of pages.entries())
    await chatOn(one).send(`From tab ${String.fromCharCode(65 + n)}.`);
  for (const n of pages.keys())
    await expectAllToShow(pages, `From tab ${String.fromCharCode(65 + n)}.`);
  await expectOneStream(server);
});

test("ten tabs of ten sessions share one stream, and all of them send and receive", async ({
  page,
  context,
  server,
  trainee,
}) => {
  test.setTimeout(240_000);
  await signIn(page, trainee);
  const api = await signInToApi(server, trainee);
  const ids = await Promise.all(
    Array.from({ length: tabs }, () => api.startSession("mfa-new-phone")),
  );
  const pages = await openTabs(context, ids);
  await expectOneStream(server);
  for (const one of pages) await chatOn(one).send("What do you see?");
  for (const [n, id] of ids.entries()) await api.post(id, `By another program ${String(n)}.`);
  for (const [n, one] of pages.entries()) {
    await expectAllToShow([one], `By another program ${String(n)}.`);
    await expect(chatOn(one).messages("What do you see?")).toHaveAttribute("data-seq", /\d+/);
    await expect(one.getByText("By another program")).toHaveCount(1);
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
  "is frozen": async (leader) => {
    const devtools = await leader.context().newCDPSession(leader);
    await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
  },
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
    page,
    context,
    server,
    trainee,
    complaints,
  }) => {
    test.slow();
    complaints.allow(/crash/i);
    await noteStreams(context);
    await signIn(page, trainee);
    const api = await signInToApi(server, trainee);
    const [first, second] = [
      await api.startSession("mfa-new-phone"),
      await api.startSession("mfa-new-phone"),
    ];
    const pages = await openTabs(context, [first, second, first, second]);
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
      await chatOn(one).send("Still here.");
      await expect(chatOn(one).messages("Still here.").last()).toHaveAttribute("data-seq", /\d+/);
    }
  });
}
