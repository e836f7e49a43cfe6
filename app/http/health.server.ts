import { type RequestHandler, Router } from "express";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Services } from "~/services.server";

const databasePatienceMs = 2_000;

/** `/healthz`, `/readyz` and `/metrics`. */
export function healthRouter(services: Services): Router {
  const router = Router();
  router.get("/healthz", (_req, res) => {
    res.json({ status: "up" });
  });
  router.get("/readyz", readiness(services));
  router.get("/metrics", metrics(services));
  return router;
}

function readiness(services: Services): RequestHandler {
  return (_req, res) => {
    void isDatabaseReady(services).then((database) => {
      const checks = { database: database ? "ready" : "unreachable" };
      res.status(database ? 200 : 503).json({ status: database ? "ready" : "unavailable", checks });
    });
  };
}

async function isDatabaseReady({ db }: Services): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, databasePatienceMs);
  });
  const asked = db.epoch.count().then(
    (count) => count === 1,
    () => false,
  );
  const ready = await Promise.race([asked, late]);
  clearTimeout(timer);
  return ready;
}

function metrics({ hub }: Services): RequestHandler {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "deskside_open_readers",
    help: "Open event streams and waiting long polls",
    registers: [registry],
    collect() {
      this.set(hub.size().readers);
    },
  });
  return (_req, res, next) => {
    registry.metrics().then((text) => {
      res.type(registry.contentType).send(text);
    }, next);
  };
}
