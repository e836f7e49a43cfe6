import { mkdir, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { serveTestDatabases } from "../support/database-server";
import { toTable } from "./report";
import { runChaos } from "./run";

/** `npm run chaos -- --minutes 10 --seed 1`: 0 when nothing was lost, doubled or out of order. */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { minutes: { type: "string", default: "1" }, seed: { type: "string" } },
  });
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const seconds = Math.round(Number(values.minutes) * 60);
  const run = await serveTestDatabases();
  process.env["DESKSIDE_TEST_RUN"] = run.url;
  try {
    const log = (line: string): void => void process.stdout.write(`${line}\n`);
    const report = await runChaos({ seed, faults: { seconds }, faultEveryMs: 4_000, log });
    await mkdir(".cache", { recursive: true });
    await writeFile(".cache/chaos.json", `${JSON.stringify(report, null, 2)}\n`);
    log(`\n${toTable(report)}`);
    for (const { kind, session, what } of report.findings.slice(0, 50)) {
      log(`${kind}: ${session}: ${what}`);
    }
    for (const what of report.wrong.slice(0, 50)) log(`wrong: ${what}`);
    return report.findings.length + report.wrong.length === 0 ? 0 : 1;
  } finally {
    await run.stop();
  }
}
