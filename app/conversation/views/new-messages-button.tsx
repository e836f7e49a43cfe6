import { useEffect, useState } from "react";
import { Icon } from "~/ui/icon";
import type { Author, Message } from "../events";

type NewMessagesButtonProps = {
  messages: readonly Message[];
  viewer: Author;
  atEnd: boolean;
  toEnd: () => void;
};

/** "2 new": what others wrote below while the reader is further up. */
export function NewMessagesButton({ messages, viewer, atEnd, toEnd }: NewMessagesButtonProps) {
  const head = messages.at(-1)?.seq ?? 0;
  const [seen, setSeen] = useState(head);
  useEffect(() => {
    if (atEnd) setSeen(head);
  }, [atEnd, head]);
  if (atEnd) return null;
  const fresh = messages.filter((m) => m.seq > seen && m.author.role !== viewer.role).length;
  return (
    <button
      type="button"
      onClick={toEnd}
      className="no-print absolute bottom-3 left-1/2 flex min-h-target -translate-x-1/2 items-center gap-1.5 rounded-full border border-line-strong bg-raised px-4 font-semibold text-text shadow-md hover:bg-sunken"
    >
      <Icon name="arrowDown" className="h-[1.1rem] w-[1.1rem]" />
      {fresh > 0 ? `${fresh} new` : <span className="sr-only">To the latest message</span>}
    </button>
  );
}
