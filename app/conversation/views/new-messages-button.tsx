import { useEffect, useState } from "react";
import { Icon } from "~/ui/icon";

type NewMessagesButtonProps = {
  /** How many messages of others have come since the page was opened. */
  heard: number;
  atEnd: boolean;
  /** At the end of the whole conversation, not only of an old part of it. */
  atHead: boolean;
  onPress: () => void;
};

/** "2 new": what others wrote below while the reader is further up. */
export function NewMessagesButton({ heard, atEnd, atHead, onPress }: NewMessagesButtonProps) {
  const [seen, setSeen] = useState(heard);
  useEffect(() => {
    if (atHead) setSeen(heard);
  }, [atHead, heard]);
  const fresh = heard - seen;
  if (atHead || (atEnd && fresh === 0)) return null;
  return (
    <button
      type="button"
      onClick={onPress}
      className="no-print absolute bottom-3 left-1/2 flex min-h-target -translate-x-1/2 items-center gap-1.5 rounded-full border border-line-strong bg-raised px-4 font-semibold text-text shadow-md hover:bg-sunken"
    >
      <Icon name="arrowDown" className="h-[1.1rem] w-[1.1rem]" />
      {fresh > 0 ? `${fresh} new` : <span className="sr-only">To the latest message</span>}
    </button>
  );
}
