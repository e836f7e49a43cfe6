#!/usr/bin/env node
// Plays a scenario from a shell: bundles customer.ts once and keeps the bundle
// until a source file is newer, so that it starts at once and needs no server.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const sources = [
  "app/authoring",
  "app/customer",
  "app/customer/classifier",
  "app/customer/understanding",
  "app/debrief",
  "app/scenarios",
  "app/lib",
  "scripts",
];

function fingerprint() {
  const hash = createHash("sha256");
  for (const folder of sources) {
    for (const name of readdirSync(join(root, folder)).sort()) {
      if (/\.(ts|mjs|json)$/.test(name) && !name.includes(".test.")) {
        hash.update(name).update(readFileSync(join(root, folder, name)));
      }
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** @param {string} target the bundle to write, whole or not at all */
async function bundle(target) {
  const { build } = await import("esbuild");
  const draft = `${target}.${process.pid}`;
  await build({
    entryPoints: [join(root, "scripts/customer.ts")],
    outfile: draft,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    alias: { "~": join(root, "app") },
    logLevel: "error",
  });
  renameSync(draft, target);
}

const cache = join(root, "node_modules/.cache/customer");
const target = join(cache, `${fingerprint()}.mjs`);
if (!existsSync(target)) {
  mkdirSync(cache, { recursive: true });
  await bundle(target);
}
// The check plays a scenario's own tests, which may take a second: what has passed it is remembered.
/** @param {string} checksum */
const mark = (checksum) => `${target}.${checksum.slice(0, 16)}.passed`;
const passed = {
  /** @param {string} checksum */
  has: (checksum) => existsSync(mark(checksum)),
  /** @param {string} checksum */
  add: (checksum) => writeFileSync(mark(checksum), ""),
};
const { main } = await import(pathToFileURL(target).href);
process.exitCode = await main(process.argv.slice(2), join(root, "prisma/scenarios"), passed);
