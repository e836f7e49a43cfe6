import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { identifyProcess, isSameProcessAlive } from "~/lib/process-identity.server";
import type { ProcessIdentity } from "~/lib/process-identity.server";

const lockSchema = z.object({ pid: z.number().int().positive(), started: z.string() });

/**
 * Makes this process the only Deskside on `dataDir`; gives back the release.
 * Throws, naming the pid, while another one lives; takes over what a killed one left.
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  const lockFile = path.join(dataDir, "deskside.lock");
  const me = await identifyProcess(process.pid);
  if (me === undefined) throw new Error("This process cannot see itself in the process table");
  while (!(await tryLock(lockFile, me))) {
    const holder = await readHolder(lockFile);
    if (holder !== undefined && (await isSameProcessAlive(holder))) {
      throw new Error(
        `Another Deskside (process ${String(holder.pid)}) is using the data folder ${dataDir}. ` +
          `Stop it, or give this one a folder of its own with DATA_DIR.`,
      );
    }
    await removeStale(lockFile, holder);
  }
  return () => rm(lockFile, { force: true });
}

/** A link appears with its whole content or not at all, so nobody reads half a lock. */
async function tryLock(lockFile: string, me: ProcessIdentity): Promise<boolean> {
  const draft = `${lockFile}.${String(me.pid)}`;
  await writeFile(draft, JSON.stringify(me), { mode: 0o600 });
  try {
    await link(draft, lockFile);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readHolder(lockFile: string): Promise<ProcessIdentity | undefined> {
  const text = await readFile(lockFile, "utf8").catch(() => "");
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Moves the lock aside before deleting it: of two who found it stale, one may hold it by now. */
async function removeStale(lockFile: string, seen: ProcessIdentity | undefined): Promise<void> {
  const aside = `${lockFile}.stale.${String(process.pid)}`;
  try {
    await rename(lockFile, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return;
    throw error;
  }
  const moved = await readHolder(aside);
  const someoneElses = moved !== undefined && moved.started !== seen?.started;
  if (someoneElses) await link(aside, lockFile).catch(() => undefined);
  await rm(aside, { force: true });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
