import type { ErrorRequestHandler } from "express";
import type { Services } from "~/services.server";

/** The last resort, for what neither the API nor a page has answered: in plain text, told to our log. */
export function answerFailures({ log }: Pick<Services, "log">): ErrorRequestHandler {
  return (thrown: unknown, req, res, next) => {
    const status = thrown instanceof Error && "status" in thrown ? Number(thrown.status) : 500;
    const isClients = status >= 400 && status < 500;
    if (!isClients) log.error({ err: thrown, requestId: req.requestId }, "a request failed");
    if (res.headersSent) next(thrown);
    else {
      const text = isClients ? "The request can't be read." : "Something went wrong on our side.";
      res
        .status(isClients ? status : 500)
        .type("text/plain")
        .send(text);
    }
  };
}
