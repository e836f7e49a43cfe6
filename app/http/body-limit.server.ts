import type { RequestHandler } from "express";

const largestBody = 64 * 1024;

/**
 * Pages take forms of 64 KB at most. Remix reads the whole body before an action sees
 * it, so the size must be known first; browsers always say it.
 */
export const limitPageBodies: RequestHandler = (req, res, next) => {
  if (req.get("Transfer-Encoding") !== undefined) {
    res.status(411).type("text/plain").send("Send the form with its Content-Length.");
  } else if (Number(req.get("Content-Length") ?? 0) > largestBody) {
    res
      .status(413)
      .type("text/plain")
      .send(
        "The form is too large: 64 KB are the most. Go back: your browser still has what you wrote.",
      );
  } else next();
};
