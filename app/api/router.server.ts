import express, { type Router } from "express";
import { AppError } from "~/errors";
import type { Services } from "~/services.server";
import { accountOperations } from "./account-operations.server";
import { conversationOperations } from "./conversation-operations.server";
import { openApiDocument } from "./openapi.server";
import type { Operation } from "./operation.server";
import { answerProblems, noSuchAddress } from "./problem.server";
import { sessionOperations } from "./session-operations.server";

const largestBody = "64kb";

/** Everything below `/api`. Plain Express: streams and speed need `res` itself (docs/decisions). */
export function apiRouter(services: Services): Router {
  const operations = [
    ...accountOperations(services),
    ...sessionOperations(services),
    ...conversationOperations(services),
  ];
  const document = openApiDocument(operations);
  const router = express.Router({ caseSensitive: true });
  router.use((_req, res, next) => {
    res.set("Cache-Control", "no-store");
    next();
  });
  router.get("/openapi.json", (_req, res) => {
    res.json(document);
  });
  router.use("/v1", v1Router(operations));
  router.use(noSuchAddress, answerProblems(services));
  return router;
}

function v1Router(operations: Operation[]): Router {
  const router = express.Router({ caseSensitive: true });
  router.use(express.json({ limit: largestBody, strict: false }));
  for (const { method, path, handle } of operations) router[method](path, handle);
  for (const path of new Set(operations.map((operation) => operation.path))) {
    const allowed = operations
      .filter((one) => one.path === path)
      .map((one) => one.method.toUpperCase());
    router.all(path, (_req, res, next) => {
      res.set("Allow", allowed.join(", "));
      next(new AppError("method_not_allowed"));
    });
  }
  return router;
}
