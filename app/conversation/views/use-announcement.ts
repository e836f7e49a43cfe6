import { useEffect, useRef, useState } from "react";
import type { Message } from "../events";

/**
 * What the page's one polite announcer says: the customer's new lines, each
 * once, none of those that were there when the page opened.
 */
export function useAnnouncement(messages: readonly Message[]): string {
  const announced = useRef(messages.at(-1)?.seq ?? 0);
  const [text, setText] = useState("");
  useEffect(() => {
    const fresh = messages.filter((message) => message.seq > announced.current);
    announced.current = Math.max(announced.current, messages.at(-1)?.seq ?? 0);
    const lines = fresh.filter((message) => message.author.role !== "trainee").map(spoken);
    if (lines.length > 0) setText(lines.join("\n"));
  }, [messages]);
  return text;
}

function spoken({ author, text }: Message): string {
  return author.role === "system" ? text : `${author.name}: ${text}`;
}
