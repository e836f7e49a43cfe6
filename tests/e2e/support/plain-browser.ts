import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { test as base } from "./deskside-test";

interface PlainFixtures {
  /**
   * A browser as people have it. Playwright's own keeps every tab in front, so that none is ever
   * hidden or frozen, and has no back-forward cache.
   */
  plainContext: BrowserContext;
  /** What the plain browser is started with, beside the usual. */
  plainArgs: string[];
}

export const test = base.extend<PlainFixtures>({
  plainArgs: [[], { option: true }],
  plainContext: async ({ complaints, plainArgs, launchOptions }, use) => {
    const { executablePath, args = [] } = launchOptions;
    const dir = await mkdtemp(path.join(tmpdir(), "deskside-chromium-"));
    const chromiumProcess = spawn(
      String(executablePath),
      [
        ...["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${dir}`],
        ...[...args, ...plainArgs, "about:blank"],
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    try {
      const address = await debuggingAddress(chromiumProcess);
      const browser = await chromium.connectOverCDP(address, { noDefaults: true });
      const context = browser.contexts()[0];
      if (!context) throw new Error("Chromium has no profile");
      complaints.watch(context);
      await use(context);
      await browser.close();
    } finally {
      if (chromiumProcess.exitCode === null) {
        chromiumProcess.kill("SIGKILL");
        await once(chromiumProcess, "exit");
      }
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    }
  },
});

async function debuggingAddress({ stderr, exitCode }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error("Chromium's words aren't read");
  for await (const line of createInterface({ input: stderr })) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address === undefined) continue;
    stderr.resume();
    return address;
  }
  throw new Error(`Chromium ended (${String(exitCode)}) before it could be driven`);
}

/** As a browser does to a tab that has been in the background for long: no script runs in it. */
export async function freeze(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
}

/** The tab is looked at again. */
export async function thaw(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Page.setWebLifecycleState", { state: "active" });
  await page.bringToFront();
}

export { expect } from "@playwright/test";
