// @ts-check
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import {
  apache,
  chromium,
  haproxy,
  nginx,
  postgresql,
  redis,
  requirePrograms,
  squid,
} from "./debian.mjs";
import { enterApp, setUp } from "./setup.mjs";
import { runMain, runOpenly, stopOnSignals } from "./steps.mjs";

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

/**
 * @param {string} name
 * @param {readonly string[]} command
 * @param {Readonly<Record<string, string>>} env
 * @param {(report: any) => Counts} read
 * @returns {Promise<Counts>}
 */
async function runSuite(name, command, env, read) {
  const reportFile = path.resolve(".cache", `${name}.json`);
  await rm(reportFile, { force: true });
  const args = command.map((word) => word.replace("REPORT", reportFile));
  const code = await runOpenly(process.execPath, args, {
    ...env,
    PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
  });
  const report = await readFile(reportFile, "utf8").then(JSON.parse, () => undefined);
  const counts = report === undefined ? { passed: 0, failed: 0, skipped: 0 } : read(report);
  if (code === 0 || counts.failed > 0) return counts;
  process.stdout.write(`${name} ended with ${String(code)}, though no test of it failed\n`);
  return { ...counts, failed: 1 };
}

/** @param {readonly string[]} filters */
const runVitest = (filters) =>
  runSuite(
    "vitest",
    [
      ...["node_modules/vitest/vitest.mjs", "run", "--silent=passed-only"],
      ...["--reporter=default", "--reporter=json", "--outputFile.json=REPORT", ...filters],
    ],
    { NODE_ENV: "test" },
    (report) => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    }),
  );

/** @param {readonly string[]} filters */
const runPlaywright = (filters) =>
  runSuite(
    "playwright",
    [
      ...["node_modules/@playwright/test/cli.js", "test", "-c", "tests/playwright.config.ts"],
      ...["--reporter=list,json", ...filters],
    ],
    { NODE_ENV: "test" },
    ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
    }),
  );

/**
 * All suites, or those that the filters (paths) are of.
 * @param {readonly string[]} filters
 */
function chooseSuites(filters) {
  const ofBrowser = filters.filter((filter) => filter.startsWith("tests/e2e"));
  const ofVitest = filters.filter((filter) => !ofBrowser.includes(filter));
  const all = filters.length === 0;
  return [
    ...(all || ofVitest.length > 0 ? [{ browser: false, run: () => runVitest(ofVitest) }] : []),
    ...(all || ofBrowser.length > 0
      ? [{ browser: true, run: () => runPlaywright(ofBrowser) }]
      : []),
  ];
}

await runMain(async () => {
  stopOnSignals({ exitCode: 1 });
  enterApp();
  const filters = process.argv.slice(2);
  const suites = chooseSuites(filters);
  const withBrowser = suites.some((suite) => suite.browser);
  await setUp({ build: filters.length === 0 || withBrowser });
  await requirePrograms([
    nginx(),
    ...(withBrowser ? [chromium(), haproxy(), squid(), apache()] : []),
    ...(suites.some((suite) => !suite.browser) ? [redis(), postgresql()] : []),
  ]);
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const suite of suites) {
    const counts = await suite.run();
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  const skipped = total.skipped > 0 ? `, ${String(total.skipped)} skipped` : "";
  process.stdout.write(
    `\n${String(total.passed)} passed, ${String(total.failed)} failed${skipped}\n`,
  );
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
});
