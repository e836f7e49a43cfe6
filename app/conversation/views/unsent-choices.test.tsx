import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { PendingMessage } from "../outbox/pending";
import { UnsentChoices } from "./unsent-choices";

const at = "2026-01-02T03:04:05.000Z";
const pending: PendingMessage = {
  ...{ key: "a", text: "Hello", createdAt: at, wantedAt: at, state: "not_sent" },
  error: "The session has ended",
};

test("that a message was not sent, and why, is told at once", () => {
  const html = renderToStaticMarkup(<UnsentChoices pending={pending} writable callbacks={null} />);
  expect(html).toMatch(/<p role="alert".*Not sent: .*The session has ended<\/p>/);
});
