// @ts-check
import process from "node:process";
import { clearStamp, hashOf, isStamped, setStamp } from "./stamps.mjs";
import { runQuietly, step } from "./steps.mjs";

const INPUTS = [
  ...["app", "server.ts", "prisma/schema.prisma"],
  ...["remix.config.js", "tailwind.config.ts", "tsconfig.json", "package-lock.json"],
];

/** @param {string} file */
const isInput = (file) => !file.includes(".test.") && !file.startsWith("app/generated/");

/** The build's input and the file that it ends with: a `remix dev` in between makes it stale. */
const currentHash = async () =>
  `${await hashOf(INPUTS, isInput)} ${await hashOf(["build/index.js"])}`;

/** Builds server and pages unless the last build was made of the same files. */
export async function buildIfStale() {
  if (await isStamped("build", await currentHash())) return;
  await clearStamp("build");
  await step("Building", () =>
    runQuietly(process.execPath, ["node_modules/@remix-run/dev/dist/cli.js", "build"], {
      NODE_ENV: "production",
    }),
  );
  await setStamp("build", await currentHash());
}
