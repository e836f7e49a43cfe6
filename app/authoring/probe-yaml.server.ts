import { Worker } from "node:worker_threads";

const patienceMs = 3_000;
const options = { uniqueKeys: false, schema: "core" };
const program = `
  const { parentPort, workerData } = require("node:worker_threads");
  require("yaml").parseDocument(workerData, ${JSON.stringify(options)});
  parentPort.postMessage("read");
`;

/**
 * Whether a text can be read as YAML in reasonable time: some need time by the square of their
 * length. It is tried on a thread that can be ended, since the server's own can't be.
 */
export function isReadable(text: string): Promise<boolean> {
  const worker = new Worker(program, {
    ...{ eval: true, workerData: text, env: {}, execArgv: [] },
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  return new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), patienceMs);
    worker.once("message", () => resolve(true));
    worker.once("error", () => resolve(false));
    worker.once("exit", () => {
      clearTimeout(timer);
      resolve(false);
    });
  }).finally(() => worker.terminate());
}
