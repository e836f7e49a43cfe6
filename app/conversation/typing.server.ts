import { AppError } from "~/errors";
import type { Services } from "~/services.server";
import { type AccessedSession, requireWriter } from "~/sessions/access-session.server";
import { publish } from "./publish.server";

/** Longer than the 3 s between a browser's signals, so that one may get lost. */
export const typingExpiresInMs = 8_000;

/** Tells the readers that the trainee types, or has stopped. Throws read_only, session_ended, too_many_requests. */
export async function noteTyping(
  services: Services,
  session: AccessedSession,
  typing: boolean,
): Promise<void> {
  const { role, name } = requireWriter(session);
  if (session.status === "ended") throw new AppError("session_ended");
  await services.limits.spend("typing", session.id);
  await publish(services, session.id, [
    {
      type: "typing.changed",
      data: { author: { role, name }, typing, expiresInMs: typing ? typingExpiresInMs : 0 },
    },
  ]);
}
