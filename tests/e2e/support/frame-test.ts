import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BrowserContext, chromium, type Frame, type Page } from "@playwright/test";
import { test as base } from "./deskside-test";
import { startTwoSites, type TwoSites } from "./two-sites";

/** `blocked`: none of ours at all, nor any storage. `partitioned`: third parties' are blocked, as by default. */
export type Cookies = "partitioned" | "blocked";

export interface Framed {
  context: BrowserContext;
  /** The course's page, with Deskside in its frame. */
  page: Page;
  frame: Frame;
  /** What the course's page was told by its frame. */
  told(): Promise<Told[]>;
  /** Every address and cookie that the frame's requests had. */
  requests: { url: string; method: string; cookie: string | null; token: string | null }[];
}

export interface Told {
  origin: string;
  data: Record<string, unknown>;
}

interface FrameFixtures {
  openFramed: (how: {
    path: string;
    cookies: Cookies;
    site?: "lms" | "other";
    /** Runs in every document before its own scripts. */
    before?: () => void;
  }) => Promise<Framed>;
}

const preferences = {
  partitioned: { profile: { cookie_controls_mode: 1, block_third_party_cookies: true } },
  blocked: {
    profile: {
      cookie_controls_mode: 0,
      content_settings: { exceptions: { cookies: { "[*.]tool.test,*": { setting: 2 } } } },
    },
  },
};

export const test = base.extend<FrameFixtures, { sites: TwoSites }>({
  sites: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from here
    async ({}, use) => {
      const sites = await startTwoSites();
      await use(sites);
      await sites.stop();
    },
    { scope: "worker" },
  ],
  openFramed: async ({ sites, complaints, launchOptions }, use) => {
    const undo: (() => Promise<void>)[] = [];
    await use(async ({ path: pathInside, cookies, site, before }) => {
      const dir = await mkdtemp(path.join(tmpdir(), "deskside-chromium-"));
      undo.push(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }));
      await mkdir(path.join(dir, "Default"));
      const file = path.join(dir, "Default", "Preferences");
      await writeFile(file, JSON.stringify(preferences[cookies]));
      const context = await chromium.launchPersistentContext(dir, {
        ...launchOptions,
        ignoreHTTPSErrors: true,
        args: [...(launchOptions.args ?? []), "--host-resolver-rules=MAP *.test 127.0.0.1"],
      });
      undo.push(() => context.close());
      complaints.watch(context);
      if (before) await context.addInitScript(before);
      return frameIn(context, sites.framing(pathInside, site));
    });
    for (const one of undo.reverse()) await one();
  },
});

async function frameIn(context: BrowserContext, url: string): Promise<Framed> {
  const page = context.pages()[0] ?? (await context.newPage());
  const requests: Framed["requests"] = [];
  context.on("request", (request) => {
    void request.allHeaders().then(
      (headers) =>
        requests.push({
          ...{ url: request.url(), method: request.method() },
          ...{ cookie: headers["cookie"] ?? null, token: headers["authorization"] ?? null },
        }),
      // The page was closed meanwhile.
      () => undefined,
    );
  });
  await page.goto(url);
  const frame = page.frame({ name: "deskside" });
  if (!frame) throw new Error("the course's page has no frame");
  const told = () => page.evaluate(() => (window as unknown as { told: Told[] }).told);
  return { context, page, frame, told, requests };
}

export { expect } from "@playwright/test";
