import { useEffect, useRef, useState } from "react";
import type { Message } from "../events";

/**
 * What the page's one polite announcer says: the customer's new lines, each
 * once. `heard`: what others have said since the page was opened, as it came;
 * the log isn't asked, where old pages are put in and own messages run ahead.
 */
export function useAnnouncement(heard: readonly Message[]): string {
  const announced = useRef(heard.length);
  const [text, setText] = useState("");
  useEffect(() => {
    const fresh = heard.slice(announced.current);
    announced.current = heard.length;
    setText((before) => nextAnnouncement(before, fresh));
  }, [heard]);
  return text;
}

/** A text that doesn't change isn't spoken again, so the same line is made another one. */
export function nextAnnouncement(before: string, fresh: readonly Message[]): string {
  const lines = fresh.filter(({ author }) => author.role !== "trainee").map(spoken);
  if (lines.length === 0) return before;
  const text = lines.join("\n");
  return text === before ? `${text}\u00a0` : text;
}

function spoken({ author, text }: Message): string {
  return author.role === "system" ? text : `${author.name}: ${text}`;
}
