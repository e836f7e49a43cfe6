import { test as base } from "@playwright/test";
import { startServer } from "./server";
import type { TestServer } from "./server";

/**
 * Playwright's `test` with a server of the worker's own: `page.goto("/login")` goes there, and
 * `server` has its database, log and signals. Tests share its accounts and data.
 */
export const test = base.extend<object, { server: TestServer }>({
  server: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from here
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, use) => {
    await use(server.url);
  },
});

export { expect } from "@playwright/test";
