import type { Author, EphemeralEvent, SessionEvent, Typing } from "./events";

/** What is only true now in one session: who types, and who is there. */
export type LiveState = {
  typing: Map<string, { typing: Typing; until: number }>;
  present: Map<string, Author>;
};

export function createLiveState(): LiveState {
  return { typing: new Map(), present: new Map() };
}

/** Takes in an event; `now` in milliseconds. Who has said it no longer types. */
export function noteLive(state: LiveState, event: SessionEvent, now: number): void {
  if (event.type === "message.posted") state.typing.delete(keyOf(event.data.author));
  if (event.type === "typing.changed") {
    const { author, typing, expiresInMs } = event.data;
    if (!typing) state.typing.delete(keyOf(author));
    else state.typing.set(keyOf(author), { typing: event.data, until: now + expiresInMs });
  }
  if (event.type === "presence.changed") {
    const { role, name, present } = event.data;
    if (present) state.present.set(keyOf(event.data), { role, name });
    else state.present.delete(keyOf(event.data));
  }
}

/** The events that tell a newcomer all of it. */
export function currentOf(state: LiveState, now: number): EphemeralEvent[] {
  const typing = [...state.typing.values()]
    .filter(({ until }) => until > now)
    .map(({ typing, until }): EphemeralEvent => ({
      type: "typing.changed",
      data: { ...typing, expiresInMs: until - now },
    }));
  return [...[...state.present.values()].map(toPresence(true)), ...typing];
}

/** What must be told so that readers know exactly these to be there, or only who has come. */
export function presenceChanges(
  { present }: LiveState,
  authors: Author[],
  which: "all" | "come" = "all",
): EphemeralEvent[] {
  const there = new Set(authors.map(keyOf));
  const gone =
    which === "come" ? [] : [...present.values()].filter((one) => !there.has(keyOf(one)));
  const come = authors.filter((one) => !present.has(keyOf(one)));
  return [...gone.map(toPresence(false)), ...come.map(toPresence(true))];
}

function toPresence(present: boolean): (author: Author) => EphemeralEvent {
  return ({ role, name }) => ({ type: "presence.changed", data: { role, name, present } });
}

function keyOf({ role, name }: Author): string {
  return `${role}|${name}`;
}
