import { type RequestHandler, Router } from "express";
import { getReadiness } from "~/operations/readiness.server";
import type { Services } from "~/services.server";

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
    void getReadiness(services).then(({ database, redis }) => {
      const checks = { database, ...(redis !== null && { redis }) };
      const ready = Object.values(checks).every((state) => state === "ready");
      res.status(ready ? 200 : 503).json({ status: ready ? "ready" : "unavailable", checks });
    });
  };
}

function metrics({ metrics: { registry } }: Services): RequestHandler {
  return (_req, res, next) => {
    registry.metrics().then((text) => {
      res.type(registry.contentType).send(text);
    }, next);
  };
}
