import { type RequestHandler, Router } from "express";
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
    void check(services).then((checks) => {
      const ready = Object.values(checks).every((state) => state === "ready");
      res.status(ready ? 200 : 503).json({ status: ready ? "ready" : "unavailable", checks });
    });
  };
}

async function check(services: Services): Promise<Record<string, "ready" | "unreachable">> {
  const database = (await isDatabaseReady(services)) ? "ready" : "unreachable";
  if (services.env.redisUrl === undefined) return { database };
  return { database, redis: services.bus.isReachable() ? "ready" : "unreachable" };
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

function metrics({ metrics: { registry } }: Services): RequestHandler {
  return (_req, res, next) => {
    registry.metrics().then((text) => {
      res.type(registry.contentType).send(text);
    }, next);
  };
}
