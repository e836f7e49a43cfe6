// @ts-check
import { readFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { stripVTControlCharacters } from "node:util";
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
import { unhandledErrorsFile } from "./unhandled-errors.mjs";

/**
 * `failures`: what failed and its first lines, so that the end of a log alone says it.
 * @typedef {{passed: number, failed: number, skipped: number, failures: string[]}} Counts
 */

/** @returns {Counts} */
const nothing = () => ({ passed: 0, failed: 0, skipped: 0, failures: [] });

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
  const counts = report === undefined ? nothing() : read(report);
  if (code === 0 || counts.failed > 0) return counts;
  const failures = [`${name} ended with ${String(code)}, though no test of it failed`];
  return { ...counts, failed: 1, failures };
}

/**
 * @param {readonly string[]} names from the file down to the test
 * @param {string | undefined} message
 */
function describeFailure(names, message) {
  const lines = stripVTControlCharacters(message ?? "")
    .trim()
    .split("\n")
    .filter((line) => !line.includes("node_modules"))
    .slice(0, 25);
  return [names.join(" › "), ...lines.map((line) => `  ${line}`)].join("\n");
}

/**
 * @param {{name: string, status: string, message: string, assertionResults:
 *   {status: string, fullName: string, failureMessages: string[]}[]}} file as vitest reports it
 */
function failuresOfFile({ name, status, message, assertionResults }) {
  const file = path.relative(process.cwd(), name);
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (failed.length === 0) return status === "failed" ? [describeFailure([file], message)] : [];
  return failed.map((test) => describeFailure([file, test.fullName], test.failureMessages[0]));
}

/** Each may be of any test. */
function unhandledErrors() {
  /** @type {string[]} */
  const errors = JSON.parse(readFileSync(unhandledErrorsFile, "utf8"));
  return errors.map((error) => describeFailure(["outside every test"], error));
}

/** @param {readonly string[]} filters */
const runVitest = (filters) =>
  runSuite(
    "vitest",
    [
      ...["node_modules/vitest/vitest.mjs", "run", "--silent=passed-only"],
      ...["--reporter=default", "--reporter=./scripts/unhandled-errors.mjs"],
      ...["--reporter=json", "--outputFile.json=REPORT", ...filters],
    ],
    { NODE_ENV: "test" },
    (report) => {
      const failures = [...report.testResults.flatMap(failuresOfFile), ...unhandledErrors()];
      return {
        passed: report.numPassedTests,
        failed: failures.length,
        skipped: report.numPendingTests + report.numTodoTests,
        failures,
      };
    },
  );

/**
 * @typedef {{title: string, suites?: BrowserSuite[], specs?: {title: string, ok: boolean,
 *   tests: {results: {error?: {message?: string}}[]}[]}[]}} BrowserSuite as Playwright reports it
 */

/**
 * @param {BrowserSuite} suite
 * @param {readonly string[]} above
 * @returns {string[]}
 */
function failuresOfSuite({ title, suites = [], specs = [] }, above = []) {
  const names = [...above, title];
  const failed = specs.filter((spec) => !spec.ok);
  return [
    ...failed.map((spec) => {
      const { error } = spec.tests.flatMap((test) => test.results).find((run) => run.error) ?? {};
      return describeFailure([...names, spec.title], error?.message);
    }),
    ...suites.flatMap((inner) => failuresOfSuite(inner, names)),
  ];
}

/**
 * @param {"together" | "alone"} project
 * @param {readonly string[]} filters
 */
const runPlaywright = (project, filters) =>
  runSuite(
    `playwright-${project}`,
    [
      ...["node_modules/@playwright/test/cli.js", "test", "-c", "tests/playwright.config.ts"],
      ...["--project", project, "--pass-with-no-tests", "--reporter=list,json", ...filters],
    ],
    { NODE_ENV: "test" },
    ({ stats, suites }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
      failures: suites.flatMap((/** @type {BrowserSuite} */ suite) => failuresOfSuite(suite)),
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
      ? [
          { browser: true, run: () => runPlaywright("together", ofBrowser) },
          { browser: true, run: () => runPlaywright("alone", ofBrowser) },
        ]
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
  const total = nothing();
  for (const suite of suites) {
    const counts = await suite.run();
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    total.failures.push(...counts.failures);
  }
  for (const failure of total.failures) process.stdout.write(`\nfailed: ${failure}\n`);
  const skipped = total.skipped > 0 ? `, ${String(total.skipped)} skipped` : "";
  process.stdout.write(
    `\n${String(total.passed)} passed, ${String(total.failed)} failed${skipped}\n`,
  );
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
});
