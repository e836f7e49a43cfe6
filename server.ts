import "~/context";
import { createServer, type Server } from "node:http";
import process from "node:process";
import { createRequestHandler } from "@remix-run/express";
import * as build from "@remix-run/dev/server-build";
import { broadcastDevReady, type ServerBuild } from "@remix-run/node";
import express, { type Express } from "express";
import staticCompressed from "express-static-gzip";
import { destination, type Logger, pino } from "pino";
import { demoAccounts, demoPassword } from "~/accounts/demo-accounts.server";
import { createApi } from "~/api/router.server";
import { type Env, EnvError, readEnv } from "~/env.server";
import { limitPageBodies } from "~/http/body-limit.server";
import { answerFailures } from "~/http/failures.server";
import { healthRouter } from "~/http/health.server";
import {
  pathOf,
  refuseForeignForms,
  requireAddress,
  requirePageMethod,
  type TrustProxy,
} from "~/http/request-address.server";
import { securityHeaders } from "~/http/security-headers.server";
import { errorForLog } from "~/lib/error-for-log";
import { startNewEpoch } from "~/new-epoch.server";
import type { Services } from "~/services.server";
import { seed, startUp, testScenarios } from "~/start-up.server";

const remix = build as unknown as ServerBuild;
const development = remix.mode === "development";
/** Longer than the load balancers before it keep an idle connection, or one is reused as it closes. */
const keepAliveMs = 75_000;
/** A socket that holds this much is full: far less than a reader may lag behind (64 KB). */
const highWaterMark = 16 * 1024;
/** Requests in flight get so long to finish when the process stops. */
const finishWithinMs = 4_000;
/** Whatever hangs, the process is gone by then. */
const longestStopMs = 9_500;
/** Why it stops, if by a signal and not by a failure. */
const asked = new Error("The process was told to stop.");

/** As scripts/build.mjs made them; names change with the content. */
const compressedForms = {
  enableBrotli: true,
  orderPreference: ["br", "gz"],
  index: false as const,
  serveStatic: { immutable: true, maxAge: "1y" },
};

function createApp(services: Services): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("trust proxy", services.env.trustProxy);
  const { embedOrigins } = services.env;
  // Load balancers ask for its health without naming a host.
  app.use(securityHeaders({ development, embedOrigins }), healthRouter(services), requireAddress);
  app.use((_req, res, next) => {
    if (services.hub.isDraining()) res.set("Connection", "close");
    next();
  });
  app.use("/build", staticCompressed("public/build", compressedForms));
  app.use(express.static("public", { maxAge: "1h" }));
  const answerPage = createRequestHandler({
    build: remix,
    mode: remix.mode,
    getLoadContext: (req, res) => ({
      services,
      nonce: String(res.locals["nonce"]),
      requestId: req.requestId,
      address: req.ip ?? "unknown",
      httpVersion: req.httpVersion,
    }),
  });
  app.use(requirePageMethod, refuseForeignForms(services.env), limitPageBodies);
  app.use((req, res, next) => {
    // Pages and the data behind them are somebody's own.
    res.set("Cache-Control", "no-store");
    void answerPage(req, res, next);
  });
  app.use(answerFailures(services));
  return app;
}

function listen(server: Server, { port, host }: Env): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const inUse = error.code === "EADDRINUSE";
      const reason = inUse
        ? "is already in use by another program"
        : `can't be used (${String(error.code)})`;
      reject(
        new EnvError(`Port ${String(port)} on ${host} ${reason}. Set PORT to choose another.`),
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      const actual = address !== null && typeof address === "object" ? address.port : port;
      const name = host.includes(":") ? `[${host}]` : host;
      resolve(`http://${name}:${String(actual)}`);
    });
  });
}

/** Stops accepting, ends the open streams, lets requests finish. */
async function close(server: Server, { hub }: Services): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  hub.drain();
  // A connection whose last answer is done would linger, waiting for another request.
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, 100);
  const timer = setTimeout(() => {
    server.closeAllConnections();
  }, finishWithinMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(timer);
}

async function serve(env: Env, log: Logger, stop: AbortController): Promise<void> {
  const started = await startUp(env, log, stop.signal);
  const app = createApp(started.services);
  const api = createApi(started.services, app.get("trust proxy fn") as TrustProxy);
  const server = createServer({ highWaterMark }, (req, res) => {
    req.url = pathOf(req.url);
    if (/^\/api(?:[/?]|$)/.test(req.url)) api(req, res);
    else app(req, res);
  });
  server.keepAliveTimeout = keepAliveMs;
  let failure: Error | undefined;
  void started.database.died.then((error) => {
    failure = error;
    stop.abort();
  });
  try {
    const url = await listen(server, env);
    const accounts = demoAccounts.map(({ email }) => email).join(", ");
    const demo = started.demo ? `  Sign in as ${accounts}; password ${demoPassword}` : "";
    process.stdout.write(`Deskside is ready at ${url}${demo}\n`);
    if (development) await broadcastDevReady(remix);
    await aborted(stop.signal);
    await close(server, started.services);
  } finally {
    await started.stop();
  }
  if (failure) throw failure;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        "abort",
        () => {
          resolve();
        },
        { once: true },
      );
  });
}

/**
 * Without a word it serves; `seed` writes the demo accounts, `new-epoch` ends a restore,
 * `test-scenarios` ends a build.
 */
async function main(stop: AbortController): Promise<void> {
  const word = process.argv[2];
  if (word === "test-scenarios") {
    await testScenarios();
    return;
  }
  const env = readEnv();
  const options = {
    level: env.logLevel,
    base: { pid: process.pid },
    serializers: { err: errorForLog },
  };
  const log = pino(options, destination(2));
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      stop.abort(asked);
    });
  }
  stop.signal.addEventListener("abort", () => {
    setTimeout(() => {
      log.error("stopping took too long");
      process.exit(1);
    }, longestStopMs).unref();
  });
  process.on("unhandledRejection", (error) => {
    log.error({ err: error }, "a promise was rejected and nobody looked");
  });
  if (word === "seed") await seed(env, log, stop.signal);
  else if (word === "new-epoch") {
    const epoch = await startNewEpoch(env, log, stop.signal);
    process.stdout.write(`The epoch is ${epoch} now: every reader reads its history again\n`);
  } else await serve(env, log, stop);
}

const stop = new AbortController();
try {
  await main(stop);
  process.exit(0);
} catch (error) {
  // Who is told to stop while starting has not failed.
  if (stop.signal.reason === asked) process.exit(0);
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
