import express, { type RequestHandler, type Router } from "express";
import { AppError } from "~/errors";
import type { Services } from "~/services.server";
import { accountOperations } from "./account-operations.server";
import { conversationOperations } from "./conversation-operations.server";
import { openApiDocument } from "./openapi.server";
import { type Operation, requireApiSession } from "./operation.server";
import { answerProblems, noSuchAddress } from "./problem.server";
import { sessionOperations } from "./session-operations.server";

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
  router.all("/openapi.json", otherMethods(["GET"]));
  router.use("/v1", v1Router(services, operations));
  router.use(noSuchAddress, answerProblems(services));
  return router;
}

function v1Router(services: Services, operations: Operation[]): Router {
  const router = express.Router({ caseSensitive: true });
  for (const { method, path, handle } of operations) router[method](path, handle);
  for (const path of new Set(operations.map((operation) => operation.path))) {
    const methods = operations
      .filter((one) => one.path === path)
      .map((one) => one.method.toUpperCase());
    if (path.includes(":id")) router.all(path, aboutSession(services));
    router.all(path, otherMethods(methods));
  }
  return router;
}

/** A wrong method, too, tells nothing about a session that the caller may not read. */
function aboutSession(services: Services): RequestHandler {
  return (req, res, next) => {
    requireApiSession(services, req, res).then(() => {
      next();
    }, next);
  };
}

function otherMethods(methods: string[]): RequestHandler {
  const allowed = ["OPTIONS", ...methods, ...(methods.includes("GET") ? ["HEAD"] : [])];
  return (req, res, next) => {
    res.set("Allow", allowed.join(", "));
    if (req.method === "OPTIONS") res.status(204).end();
    else next(new AppError("method_not_allowed"));
  };
}
