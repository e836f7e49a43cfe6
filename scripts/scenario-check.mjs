// @ts-check
import path from "node:path";
import process from "node:process";
import { enterApp } from "./setup.mjs";
import { runMain } from "./steps.mjs";

// The files are named from where the author stands.
const files = process.argv
  .slice(2)
  .map((file) => path.resolve(process.env["INIT_CWD"] ?? ".", file));

/** @param {string} file */
function nameFromHere(file) {
  const name = path.relative(".", file);
  return name.startsWith("..") ? file : name;
}

await runMain(async () => {
  enterApp();
  const { loadTypeScript } = await import("./load-typescript.mjs");
  const { main } = await loadTypeScript("scripts/scenario-check.ts");
  return main(files.map(nameFromHere), "prisma/scenarios");
});
