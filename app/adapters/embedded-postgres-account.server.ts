import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/** None of our own variables: PostgreSQL needs none, and they may hold secrets. */
const ENVIRONMENT = { NODE_ENV: "production", PATH, LC_ALL: "C", TZ: "UTC" } as const;

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** How a program of PostgreSQL is started: what stands before it, and as whom. */
export interface Account {
  readonly prefix: readonly string[];
  readonly owner: Owner | undefined;
}

/** The user for PostgreSQL's processes when we are root, which it refuses; made if missing. */
export async function postgresUser(): Promise<Owner> {
  const found = await lookUpPostgresUser();
  if (found !== undefined) return found;
  const attempts = [
    ["useradd", "--system", "--user-group", "--no-create-home", "postgres"],
    ["adduser", "-S", "-D", "-H", "postgres"],
  ];
  for (const [command = "", ...args] of attempts) {
    await run(command, args, { env: ENVIRONMENT }).catch(() => undefined);
    const made = await lookUpPostgresUser();
    if (made !== undefined) return made;
  }
  throw new Error(
    "PostgreSQL does not run as root, and the system user 'postgres' could not be made. " +
      "Make one, start Deskside as an ordinary user, or set DATABASE_URL.",
  );
}

async function lookUpPostgresUser(): Promise<Owner | undefined> {
  try {
    const uid = await run("id", ["-u", "postgres"], { env: ENVIRONMENT });
    const gid = await run("id", ["-g", "postgres"], { env: ENVIRONMENT });
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** Whether a program runs and can use the paths it needs, when started in this way. */
export type AccountProbe = (account: Account) => Promise<boolean>;

/**
 * The least privileged way that passes `probe`. `owner` undefined means: as ourselves.
 * A clone under /root or `mktemp -d` is closed to PostgreSQL's user; there it gets, on Linux, the
 * one capability to pass closed folders, and nothing else of root's.
 */
export async function chooseAccount(
  owner: Owner | undefined,
  probe: AccountProbe,
): Promise<Account> {
  for (const account of candidates(owner)) {
    if (await probe(account)) return account;
  }
  if (owner === undefined) throw new Error("PostgreSQL's program does not run on this machine");
  throw new Error(
    `PostgreSQL cannot run as root, and user ${String(owner.uid)} cannot enter Deskside's folders. ` +
      `Move Deskside and DATA_DIR to where other users may enter (chmod o+x), or set DATABASE_URL.`,
  );
}

function candidates(owner: Owner | undefined): readonly Account[] {
  // The kernel tells PostgreSQL when we die by a signal that leaves us no time to.
  const withParent = ["setpriv", "--pdeathsig", "INT"];
  const plain: Account = { prefix: [], owner };
  if (process.platform !== "linux") return [plain];
  if (owner === undefined) return [{ prefix: withParent, owner }, plain];
  const asUser = [
    ...[...withParent, "--reuid", String(owner.uid), "--regid", String(owner.gid)],
    ...["--clear-groups", "--no-new-privs"],
  ];
  const withCapability = (name: string): Account => ({
    // access(2), by which PostgreSQL looks for its files, ignores capabilities without the bit.
    prefix: [
      ...[...asUser, "--securebits", "+no_setuid_fixup", "--bounding-set", `-all,+${name}`],
      ...["--inh-caps", `-all,+${name}`, "--ambient-caps", `-all,+${name}`],
    ],
    owner: undefined,
  });
  return [
    { prefix: asUser, owner: undefined },
    plain,
    withCapability("dac_read_search"),
    withCapability("dac_override"),
  ];
}

/** Starts a program under the account, in a process group of its own: a Ctrl-C is for us to handle. */
export function spawnAs(account: Account, command: string, args: readonly string[]): ChildProcess {
  const [program = command, ...rest] = [...account.prefix, command, ...args];
  return spawn(program, rest, {
    ...account.owner,
    cwd: "/",
    detached: true,
    env: ENVIRONMENT,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs a program to its end; throws with the end of what it said. */
export async function runAs(
  account: Account,
  command: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted();
  const child = spawnAs(account, command, args);
  const said = collectTail(child);
  const abort = () => child.kill("SIGTERM");
  signal?.addEventListener("abort", abort);
  try {
    const code = await exitOf(child);
    signal?.throwIfAborted();
    if (code !== 0) throw new Error(`${command} failed (${String(code)}): ${said().trim()}`);
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

/** Its exit code or the signal that ended it; rejects when it could not be started. */
export function exitOf(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      resolve(code ?? signal);
    });
  });
}

function collectTail(child: ChildProcess): () => string {
  let text = "";
  const add = (chunk: Buffer) => {
    text = (text + chunk.toString("utf8")).slice(-2000);
  };
  child.stdout?.on("data", add);
  child.stderr?.on("data", add);
  return () => text;
}
