// @ts-check
import { writeFileSync } from "node:fs";

/** What went wrong outside every test; vitest's JSON report leaves it out. */
export const unhandledErrorsFile = ".cache/vitest-unhandled.json";

/** A vitest reporter beside the others. */
export default class UnhandledErrorsReporter {
  /**
   * @param {unknown} _modules
   * @param {readonly {message?: string, stack?: string}[]} errors
   */
  onTestRunEnd(_modules, errors) {
    const texts = errors.map((error) => `${error.message ?? ""}\n${error.stack ?? ""}`);
    writeFileSync(unhandledErrorsFile, JSON.stringify(texts));
  }
}
