// @ts-check
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

const CACHE = ".cache";

/**
 * One hash over the content of files and of all files in folders; what is missing counts as empty.
 * Content, not times: a fresh clone and a switched branch set times as they like.
 * @param {readonly string[]} paths
 * @param {(file: string) => boolean} [counts] which of the files in folders count
 * @returns {Promise<string>}
 */
export async function hashOf(paths, counts = () => true) {
  const hash = createHash("sha256");
  for (const start of paths) {
    for (const file of await filesIn(start)) {
      if (file !== start && !counts(file)) continue;
      const content = await readFile(file).catch(() => "");
      hash.update(`${file}\0${String(content.length)}\0`).update(content);
    }
  }
  return hash.digest("hex");
}

/**
 * @param {string} start
 * @returns {Promise<string[]>}
 */
async function filesIn(start) {
  /** @type {import("node:fs").Dirent[]} */
  const entries = await readdir(start, { recursive: true, withFileTypes: true }).catch(() => []);
  if (entries.length === 0) return [start];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/**
 * Whether what was last made under this name was made from these hashes.
 * @param {string} name
 * @param {string} hash
 */
export async function isStamped(name, hash) {
  const stamp = await readFile(path.join(CACHE, name), "utf8").catch(() => "");
  return stamp === hash;
}

/**
 * @param {string} name
 * @param {string} hash
 */
export async function setStamp(name, hash) {
  await mkdir(CACHE, { recursive: true });
  await writeFile(path.join(CACHE, name), hash);
}

/** @param {string} name */
export function clearStamp(name) {
  return rm(path.join(CACHE, name), { force: true });
}
