// @ts-check
import { mkdir } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

/**
 * Imports a TypeScript module of the app into a script; `~/` and packages resolve as in the app.
 * @param {string} file from the app's folder, e.g. "app/lib/migrate.server.ts"
 * @returns {Promise<any>} the module; its type is the caller's to say
 */
export async function loadTypeScript(file) {
  return await import(pathToFileURL(await compileTypeScript(file)).href);
}

/**
 * Compiles a module and what it imports of the app into one file; gives back its absolute path.
 * One file a process, so that two scripts at once don't write into each other's.
 * @param {string} file
 */
export async function compileTypeScript(file) {
  const folder = path.join(".cache", "scripts");
  await mkdir(folder, { recursive: true });
  const outfile = path.resolve(folder, `${path.basename(file, ".ts")}.${String(process.pid)}.mjs`);
  // Scripts import this file before anything is installed.
  const { build } = await import("esbuild");
  await build({
    entryPoints: [file],
    outfile,
    ...{ bundle: true, platform: "node", format: "esm", target: "node20", logLevel: "error" },
    ...{ packages: "external", alias: { "~": path.resolve("app") } },
  });
  return outfile;
}
