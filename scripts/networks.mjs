// @ts-check
import { readdir, readFile, rm } from "node:fs/promises";
import process from "node:process";
import { apache, chromium, haproxy, nginx, requirePrograms, squid } from "./debian.mjs";
import { loadTypeScript } from "./load-typescript.mjs";
import { enterApp, setUp } from "./setup.mjs";
import { runMain, runOpenly, stopOnSignals } from "./steps.mjs";

const folder = ".cache/networks";

await runMain(async () => {
  stopOnSignals({ exitCode: 1 });
  enterApp();
  await setUp({ build: true });
  await requirePrograms([chromium(), nginx(), haproxy(), squid(), apache()]);
  await rm(folder, { recursive: true, force: true });
  const playwright = "node_modules/@playwright/test/cli.js";
  const args = ["test", "-c", "tests/playwright.config.ts", "tests/e2e/networks.test.ts"];
  const env = { NODE_ENV: "test", NETWORKS: "long", NETWORKS_ONLY: process.argv[2] ?? "" };
  const code = await runOpenly(process.execPath, [playwright, ...args], env);
  const files = (await readdir(folder)).sort();
  const visits = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(`${folder}/${file}`, "utf8"))),
  );
  const { tableOf } = await loadTypeScript("tests/e2e/support/networks/table.ts");
  process.stdout.write(`\n${tableOf(visits.flat())}\n`);
  return code === 0 ? 0 : 1;
});
