// @ts-check
import process from "node:process";
import { redis, requirePrograms } from "./debian.mjs";
import { loadTypeScript } from "./load-typescript.mjs";
import { enterApp, setUp } from "./setup.mjs";
import { runMain } from "./steps.mjs";

await runMain(async () => {
  enterApp();
  await setUp({ build: true });
  await requirePrograms([redis()]);
  const { main } = await loadTypeScript("tests/chaos/main.ts");
  return await main(process.argv.slice(2));
});
