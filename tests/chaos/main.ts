import { mkdir, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { serveTestDatabases } from "../support/database-server";
import { faultKinds, type Part } from "./faults";
import { type Report, toTable } from "./report";
import { runChaos } from "./run";

/** A fast session's messages a second: two writers, each waiting so long between two of them. */
const everyMs = 50;
const perSession = 40;
const usualRate = "600";

/**
 * `npm run chaos -- --minutes 10 --seed 1 [--messages N] [--rate N] [--only redis]`: 0 when
 * nothing was lost, doubled or out of order. Ends when the minutes are over or so many
 * messages are acknowledged; `--rate` is what the writers aim at in a second, `--only` names
 * the parts that fail.
 */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: "string", default: "1" },
      messages: { type: "string" },
      rate: { type: "string", default: usualRate },
      only: { type: "string" },
      seed: { type: "string" },
    },
  });
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const faults = {
    seconds: Math.round(Number(values.minutes) * 60),
    messages: values.messages === undefined ? undefined : Number(values.messages),
    only: values.only === undefined ? undefined : readParts(values.only),
  };
  const sessions = Math.ceil(Number(values.rate) / perSession);
  const load = { sessions, writersEach: 2, everyMs, lastsMs: { low: 15_000, high: 60_000 } };
  const run = await serveTestDatabases();
  process.env["DESKSIDE_TEST_RUN"] = run.url;
  try {
    return await tell(await runChaos({ seed, faults, faultEveryMs: 4_000, load, log }));
  } finally {
    await run.stop();
  }
}

function log(line: string): void {
  process.stdout.write(`${line}\n`);
}

function readParts(text: string): Part[] {
  return text.split(",").map((name) => {
    const kind = faultKinds.find(({ part }) => part === name);
    if (!kind) throw new Error(`--only takes app, redis, postgres and network, not "${name}"`);
    return kind.part;
  });
}

async function tell(report: Report): Promise<number> {
  await mkdir(".cache", { recursive: true });
  await writeFile(".cache/chaos.json", `${JSON.stringify(report, null, 2)}\n`);
  log(`\n${toTable(report)}`);
  for (const { kind, session, what } of report.findings.slice(0, 50)) {
    log(`${kind}: ${session}: ${what}`);
  }
  for (const what of report.wrong.slice(0, 50)) log(`wrong: ${what}`);
  return report.findings.length + report.wrong.length === 0 ? 0 : 1;
}
