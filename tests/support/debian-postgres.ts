import { randomBytes } from "node:crypto";
import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import {
  chooseAccount,
  type Owner,
  postgresUser,
  runAs,
} from "~/adapters/embedded-postgres-account.server";
import { startPostmaster, stopPostmaster } from "~/adapters/embedded-postgres-postmaster.server";
import { postgresqlPrograms } from "../../scripts/debian.mjs";

export type DebianPostgres = {
  /** An empty database, and its owner, who may do nothing else. */
  readonly url: string;
  /** The folder of pg_dump and the like. */
  readonly programs: string;
  /** Shuts it down, and its files go. */
  stop(): Promise<void>;
};

/** Debian's PostgreSQL on a free port: it has the tools of its own version, which npm's lacks. */
export async function startDebianPostgres(): Promise<DebianPostgres> {
  const programs = postgresqlPrograms();
  const top = await mkdtemp(path.join(tmpdir(), "deskside-debian-"));
  const [folder, password] = [path.join(top, "data"), randomBytes(12).toString("hex")];
  const [binaries, account] = [
    { postgres: path.join(programs, "postgres"), initdb: path.join(programs, "initdb") },
    await ownFolder(top),
  ];
  const passwordFile = path.join(top, "password");
  await writeFile(passwordFile, password);
  await runAs(account, binaries.initdb, [
    ...["--pgdata", folder, "--username", "postgres", "--pwfile", passwordFile, "--no-sync"],
    ...["--auth", "scram-sha-256", "--encoding=UTF8", "--locale=C"],
  ]);
  const postmaster = await startPostmaster(
    { folder, account, binaries, password },
    { log: () => undefined, settings: { fsync: "off" }, signal: undefined },
  );
  const url = (who: string) => `postgres://${who}:${password}@127.0.0.1:${String(postmaster.port)}`;
  await createOwned(url("postgres"), password);
  return {
    url: `${url("deskside")}/deskside`,
    programs,
    async stop() {
      await stopPostmaster(postmaster);
      await rm(top, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
async function ownFolder(folder: string) {
  const owner: Owner | undefined = process.getuid?.() === 0 ? await postgresUser() : undefined;
  if (owner) await chown(folder, owner.uid, owner.gid);
  return await chooseAccount(owner, (account) =>
    runAs(account, "/bin/sh", ["-c", `cd "$1"`, "probe", folder]).then(
      () => true,
      () => false,
    ),
  );
}

async function createOwned(serverUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${serverUrl}/postgres` });
  await client.connect();
  await client.query(`CREATE ROLE deskside LOGIN PASSWORD '${password}'`);
  await client.query("CREATE DATABASE deskside OWNER deskside");
  await client.end();
}
