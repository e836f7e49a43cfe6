import { defineConfig } from "@playwright/test";

/** Many pages at once, or figures that are looked at. */
const heavy = /\/(?:networks|tabs)\.test\.ts$/;

/** Run by `npm test`, or by hand: npx playwright test -c tests/playwright.config.ts */
export default defineConfig({
  testDir: "e2e",
  outputDir: "../.cache/playwright",
  globalSetup: "./support/global-setup.ts",
  // A busy machine takes its time; only what hangs is to be noticed.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [["list"]],
  // Most wait more than they work: two at a time fill the two cores that we count on.
  workers: 2,
  // `npm test` runs one after the other.
  projects: [
    { name: "together", testIgnore: heavy },
    { name: "alone", testMatch: heavy, workers: 1 },
  ],
  use: {
    trace: "off",
    screenshot: "off",
    video: "off",
    launchOptions: {
      executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
      args: [
        ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
        ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
      ],
    },
  },
});
