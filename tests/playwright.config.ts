import { defineConfig } from "@playwright/test";

/** Run by `npm test`, or by hand: npx playwright test -c tests/playwright.config.ts */
export default defineConfig({
  testDir: "e2e",
  outputDir: "../.cache/playwright",
  globalSetup: "./support/global-setup.ts",
  // Browsers are heavy: two would fight over the two cores that we count on.
  workers: 1,
  // A busy machine takes its time; only what hangs is to be noticed.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [["list"]],
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
