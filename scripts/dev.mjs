// @ts-check
import process from "node:process";
import { forgetPassedScenarios } from "./build.mjs";
import { requireFreePort } from "./port.mjs";
import { clearStamp } from "./stamps.mjs";
import { enterApp, loadSettings, setUp } from "./setup.mjs";
import { runMain, runOpenly, stopOnSignals } from "./steps.mjs";

/** @typedef {import("../app/adapters/embedded-postgres.server.ts")} Launcher */

/**
 * PostgreSQL runs here rather than in the server, which `remix dev` kills at every change.
 * @returns {Promise<{url: string, stop: () => Promise<void>}>}
 */
async function startDatabase() {
  const url = process.env["DATABASE_URL"];
  if (url) return { url, stop: async () => {} };
  const { loadTypeScript } = await import("./load-typescript.mjs");
  /** @type {Launcher} */
  const launcher = await loadTypeScript("app/adapters/embedded-postgres.server.ts");
  const dataDir = process.env["DATA_DIR"] || ".data";
  return await launcher.startEmbeddedPostgres({ dataDir, log: () => {} });
}

await runMain(async () => {
  const undo = stopOnSignals();
  enterApp();
  loadSettings();
  await requireFreePort("npm run dev");
  await setUp({ build: false });
  // Its builds are for development: the next `npm start` has to make its own.
  await clearStamp("build");
  await forgetPassedScenarios();
  const database = await startDatabase();
  undo();
  stopOnSignals({ cleanUp: () => database.stop() });
  const remix = ["node_modules/@remix-run/dev/dist/cli.js", "dev"];
  const code = await runOpenly(process.execPath, [...remix, "--command", "node build/index.js"], {
    NODE_ENV: "development",
    DATABASE_URL: database.url,
    SEED_DEMO: process.env["SEED_DEMO"] || "1",
  });
  await database.stop();
  return code === 0 ? 0 : 1;
});
