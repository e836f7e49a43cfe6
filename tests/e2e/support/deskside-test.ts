import type { BrowserContext, BrowserContextOptions } from "@playwright/test";
import { test as base } from "../../support/browser-test";
import { startServer } from "../../support/server";
import type { TestServer } from "../../support/server";
import { createAccount } from "./accounts";
import type { Account } from "./accounts";
import { createComplaints } from "./complaints";
import type { Complaints } from "./complaints";

interface TestFixtures {
  /** A trainee of this test's own, who has not practised yet. */
  trainee: Account;
  trainer: Account;
  /** What the browsers complained of; one that isn't allowed fails the test. */
  complaints: Complaints;
  /** Another browser, with cookies of its own. */
  openBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>;
}

interface WorkerFixtures {
  /** Its customers take their time, as in real life. */
  unhurriedServer: TestServer;
  /** Its customers write the opening and then never answer. */
  quietServer: TestServer;
}

/** Playwright's `test` with Deskside built and running, and a watch on everything that goes wrong. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  unhurriedServer: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from here
    async ({}, use) => {
      const server = await startServer({ env: { CUSTOMER_PACE: "real" } });
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  quietServer: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const server = await startServer({ env: { CUSTOMER_PACE: "off" } });
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  trainee: async ({ server }, use) => {
    await use(await createAccount(server, "trainee"));
  },
  trainer: async ({ server }, use) => {
    await use(await createAccount(server, "trainer"));
  },
  complaints: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const complaints = createComplaints();
      await use(complaints);
      base.expect(complaints.notAllowed()).toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, complaints }, use) => {
    complaints.watch(context);
    await use(context);
  },
  openBrowser: async ({ browser, complaints }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      complaints.watch(context);
      opened.push(context);
      return context;
    });
    await Promise.all(opened.map((context) => context.close()));
  },
});

export { expect } from "@playwright/test";
