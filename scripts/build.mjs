// @ts-check
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { clearStamp, hashOf, isStamped, setStamp } from "./stamps.mjs";
import { runQuietly, step } from "./steps.mjs";

const INPUTS = [
  ...["app", "server.ts", "prisma/schema.prisma", "scripts/build.mjs"],
  ...["remix.config.js", "tailwind.config.ts", "tsconfig.json", "package-lock.json"],
];

/** @param {string} file */
const isInput = (file) => !file.includes(".test.") && !file.startsWith("app/generated/");

const SERVER = "build/index.js";
const PASSED = "build/passed-scenarios.json";

/** The build's input and the files that it ends with: a `remix dev` in between makes it stale. */
const currentHash = async () =>
  `${await hashOf(INPUTS, isInput)} ${await hashOf([SERVER, PASSED])}`;

/** What has passed with another engine has to pass again. */
export const forgetPassedScenarios = () => rm(PASSED, { force: true });

const PAGES = "public/build";

/** As small as they get, and beside each its compressed forms: they are made once. */
async function shrinkPages() {
  const names = await readdir(PAGES, { recursive: true });
  const files = names.map((name) => path.join(PAGES, name));
  for (const file of files.filter((name) => name.endsWith(".js"))) await shrink(file);
  await Promise.all(files.filter((name) => /\.(js|css)$/.test(name)).map(compress));
}

/**
 * esbuild minifies what Remix builds, and terser finds another 4 % of what is sent.
 * @param {string} file
 */
async function shrink(file) {
  // Set-up imports this file before the packages are installed.
  const { minify } = await import("terser");
  const { code } = await minify(await readFile(file, "utf8"), {
    ...{ module: true, ecma: 2020, compress: { passes: 2 } },
  });
  if (code === undefined) throw new Error(`${file} can't be minified`);
  await writeFile(file, code);
}

/** @param {string} file */
async function compress(file) {
  const bytes = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, { params }));
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
}

/** Builds server and pages unless the last build was made of the same files. */
export async function buildIfStale() {
  if (await isStamped("build", await currentHash())) return;
  await clearStamp("build");
  await forgetPassedScenarios();
  await step("Building", () =>
    runQuietly(process.execPath, ["node_modules/@remix-run/dev/dist/cli.js", "build"], {
      NODE_ENV: "production",
    }),
  );
  await shrinkPages();
  await step("Testing the scenarios", () =>
    runQuietly(process.execPath, [SERVER, "test-scenarios"], { NODE_ENV: "production" }),
  );
  await setStamp("build", await currentHash());
}
