// @ts-check
import { enterApp } from "./setup.mjs";
import { runMain } from "./steps.mjs";

await runMain(async () => {
  enterApp();
  const { loadTypeScript } = await import("./load-typescript.mjs");
  const { main } = await loadTypeScript("scripts/schema-files.ts");
  return main("prisma/scenarios");
});
