import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createTestBrowser, type TestTab } from "./one-browser-wires";
import { after, range } from "./wires-scene";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Longer than any other page is believed to have its turn. */
const leaseIsOver = 151_000;

type Told = "held" | "lost" | "denied";
/** A page that wants its turn, and wants it again when it was lost. */
type Page = {
  tab: TestTab;
  told: Told[];
  holds(): boolean;
  want(take: boolean): void;
  leave(): void;
};

function openPages(
  count: number,
  { latencyMs = 2, changed }: { latencyMs?: number; changed?: () => void } = {},
) {
  const browser = createTestBrowser(() => 0.5, "by lease");
  browser.notes.latencyMs = latencyMs;
  const openPage = (): Page => {
    const tab = browser.openTab(() => () => undefined);
    const holdTurn = browser.turnsOf(tab);
    const told: Told[] = [];
    let undo: () => void = () => undefined;
    const tell = (news: Told) => {
      told.push(news);
      changed?.();
    };
    const page: Page = {
      tab,
      told,
      holds: () => !tab.isDead() && told.at(-1) === "held",
      want: (take) => {
        page.leave();
        undo = holdTurn(
          take,
          () => {
            tell("held");
          },
          (isDenied) => {
            tell(isDenied ? "denied" : "lost");
            if (!isDenied) page.want(false);
          },
        );
      },
      leave: () => {
        undo();
        if (page.holds()) tell("lost");
      },
    };
    return page;
  };
  return { browser, openPage, pages: range(count).map(openPage) };
}

function holderOf(pages: Page[]): Page {
  const holders = pages.filter((page) => page.holds());
  expect(holders).toHaveLength(1);
  return holders[0] ?? expect.fail();
}

async function openHeld(count: number) {
  const scene = openPages(count);
  for (const page of scene.pages) page.want(false);
  await after(300);
  const holder = holderOf(scene.pages);
  return { ...scene, holder, rest: scene.pages.filter((page) => page !== holder) };
}

const toldOf = (pages: Page[]) => pages.flatMap(({ told }) => told);

describe.each([0, 2, 70])("where writing is seen by others after %i ms", (half) => {
  test("of ten pages that want it at the same moment one has its turn", async () => {
    const { pages } = openPages(10, { latencyMs: half / 2 });
    for (const page of pages) page.want(false);
    await after(160);
    holderOf(pages);
    await after(leaseIsOver);
    expect(toldOf(pages)).toEqual(["held"]);
  });

  test("of nine pages that take it from a dead one, a little one after the other, one has it", async () => {
    const { pages } = openPages(10, { latencyMs: half / 2 });
    const [dead, ...rest] = pages;
    dead?.want(false);
    await after(200);
    dead?.tab.crash();
    for (const page of rest) page.want(false);
    for (const page of rest) {
      page.want(true);
      await after(15);
    }
    await after(400);
    holderOf(rest);
    expect(toldOf(rest)).toEqual(["held"]);
  });
});

test("where writing is seen so late that all ten have their turn at first, one is left with it", async () => {
  const { pages } = openPages(10, { latencyMs: 120 });
  for (const page of pages) page.want(false);
  await after(160);
  expect(pages.every((page) => page.holds())).toBe(true);
  await after(1_000);
  holderOf(pages);
});

test("of nine hidden pages, whose timers all ring on the full second, one has a dead one's turn within three", async () => {
  const { holder, rest } = await openHeld(10);
  for (const page of rest) page.tab.hide();
  holder.tab.crash();
  for (const page of rest) page.want(true);
  await after(3_000);
  holderOf(rest);
  await after(leaseIsOver);
  expect(toldOf(rest)).toEqual(["held"]);
});

test("who gives its turn back is followed within half a second", async () => {
  const { holder, rest } = await openHeld(10);
  holder.leave();
  await after(300);
  holderOf(rest);
  expect(toldOf(rest)).toEqual(["held"]);
});

test("a dead page's turn runs out", async () => {
  const { holder, rest } = await openHeld(3);
  holder.tab.crash();
  await after(140_000);
  expect(toldOf(rest)).toEqual([]);
  await after(leaseIsOver - 140_000);
  holderOf(rest);
});

test("a page that can't go on while it takes its turn holds the others up for two seconds", async () => {
  const { pages } = openPages(2);
  pages[0]?.want(false);
  pages[0]?.tab.crash();
  await after(10);
  pages[1]?.want(true);
  await after(2_000);
  expect(pages[1]?.holds()).toBe(true);
});

test("a page whose timers ring once a minute keeps its turn", async () => {
  const { pages, holder } = await openHeld(3);
  for (const _ of range(30)) {
    holder.tab.freeze();
    await after(60_000);
    holder.tab.thaw();
  }
  expect(toldOf(pages)).toEqual(["held"]);
});

test("a frozen page that has lost its turn learns it as soon as it wakes", async () => {
  const { holder, rest } = await openHeld(3);
  holder.tab.freeze();
  rest[0]?.want(true);
  await after(200);
  expect([holder.told, rest[0]?.told]).toEqual([["held"], ["held"]]);
  holder.tab.thaw();
  expect(holder.told).toEqual(["held", "lost"]);
});

test("a frozen page that nobody has followed has its turn still when it wakes", async () => {
  const { holder, pages } = await openHeld(1);
  holder.tab.freeze();
  await after(2 * leaseIsOver);
  holder.tab.thaw();
  await after(1_000);
  expect(toldOf(pages)).toEqual(["held"]);
});

test("a note from a clock that was set back counts for nothing", async () => {
  const { holder, rest } = await openHeld(2);
  holder.tab.crash();
  vi.setSystemTime(Date.now() - 3_600_000);
  rest[0]?.want(false);
  await after(300);
  expect(rest[0]?.holds()).toBe(true);
});

test("where notes are denied it says so, later and once", async () => {
  const { browser, pages } = openPages(1);
  browser.notes.isDenied = true;
  pages[0]?.want(false);
  expect(toldOf(pages)).toEqual([]);
  await after(leaseIsOver);
  expect(toldOf(pages)).toEqual(["denied"]);
});

type Step =
  | { do: "open" | "want" | "take" | "leave" | "crash" | "freeze" | "thaw"; page: number }
  | { do: "wait"; ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom("open", "want", "take", "leave", "crash", "freeze", "thaw"),
    page: fc.nat({ max: 20 }),
  }),
  fc.record({
    do: fc.constant("wait" as const),
    ms: fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 600 }), fc.nat({ max: 200_000 })),
  }),
);

test("whatever happens, two have their turn no longer than their writing is on the way; in the end one has", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 40 }),
      fc.constantFrom(0, 2, 30),
      async (steps, latencyMs) => {
        let since: number | null = null;
        let longestMs = 0;
        const frozen = new Set<Page>();
        const look = () => {
          const holding = pages.filter((page) => page.holds() && !frozen.has(page)).length;
          if (since !== null) longestMs = Math.max(longestMs, Date.now() - since);
          if (holding < 2) since = null;
          else since ??= Date.now();
        };
        const { pages, openPage } = openPages(2, { latencyMs, changed: look });
        for (const page of pages) page.want(false);
        for (const one of steps) {
          if (one.do === "wait") await after(one.ms);
          else if (one.do === "open") pages.push(openPage());
          else disturb(pages[one.page % pages.length], one.do, frozen);
          look();
        }
        for (const page of pages) disturb(page, "thaw", frozen);
        pages.push(openPage());
        pages.at(-1)?.want(false);
        await after(2 * leaseIsOver);
        look();
        holderOf(pages);
        // It travels twice, and no timer rings within less than a millisecond.
        expect(longestMs).toBeLessThanOrEqual(2 * Math.max(latencyMs, 1));
        vi.clearAllTimers();
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

function disturb(page: Page | undefined, how: Step["do"], frozen: Set<Page>): void {
  if (!page || page.tab.isDead()) return;
  if (how === "crash") page.tab.crash();
  if (how === "freeze") frozen.add(page);
  if (how === "freeze") page.tab.freeze();
  if (how === "thaw") frozen.delete(page);
  if (how === "thaw") page.tab.thaw();
  if (frozen.has(page)) return;
  if (how === "want" || how === "take") page.want(how === "take");
  if (how === "leave") page.leave();
}
