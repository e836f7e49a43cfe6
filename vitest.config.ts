import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  test: {
    include: ["{app,scripts,tests}/**/*.test.{ts,tsx}"],
    exclude: ["tests/e2e/**"],
    globalSetup: ["tests/support/global-setup.ts"],
    // Forks, so that a test that starts processes is their parent; two, like the cores we count on.
    pool: "forks",
    maxWorkers: 2,
    // Each worker keeps its modules from file to file, which is a fifth of the time; so no test
    // leaves a global, a timer or a module's state changed.
    isolate: false,
    unstubGlobals: true,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // As for the browser's tests: a busy machine takes its time.
    expect: { poll: { timeout: 15_000, interval: 20 } },
  },
});
