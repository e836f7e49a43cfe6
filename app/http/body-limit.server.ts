import type { RequestHandler } from "express";

const largestBody = 64 * 1024;
/** Scenarios are uploaded there: a megabyte, and what the form adds to it. */
const largestScenario = (1024 + 16) * 1024;
const scenarioForms = /^\/authoring(?:[/.?]|$)/;

/**
 * Pages take forms of 64 KB at most, those for scenarios a megabyte. Remix reads the whole body before an action sees
 * it, so the size must be known first; browsers always say it.
 */
export const limitPageBodies: RequestHandler = (req, res, next) => {
  const largest = scenarioForms.test(req.originalUrl) ? largestScenario : largestBody;
  if (req.get("Transfer-Encoding") !== undefined) {
    res.status(411).type("text/plain").send("Send the form with its Content-Length.");
  } else if (Number(req.get("Content-Length") ?? 0) > largest) {
    res
      .status(413)
      .type("text/plain")
      .send(
        `The form is too large: ${largest === largestBody ? "64 KB are" : "1 MB is"} the most. Go back: your browser still has what you wrote.`,
      );
  } else next();
};
