// @ts-check
import process from "node:process";
import { enterApp } from "./setup.mjs";
import { runMain } from "./steps.mjs";

await runMain(async () => {
  enterApp();
  const { loadTypeScript } = await import("./load-typescript.mjs");
  const { main } = await loadTypeScript("scripts/classifier.ts");
  return main(process.argv[2]);
});
