/** Tells this browser's other pages that a session's unsent messages have changed. */
export type OutboxNotices = {
  /** Hears of changes that others made, until closed. */
  open(sessionId: string, changed: () => void): OutboxLine;
};
export type OutboxLine = { tell(): void; close(): void };

export const noNotices: OutboxNotices = {
  open: () => ({ tell: () => undefined, close: () => undefined }),
};

/** Its listeners hear of what isn't another page's doing, too, by `tellOwn`. */
export function withOwnNews(notices: OutboxNotices): OutboxNotices & { tellOwn(): void } {
  const listeners = new Set<() => void>();
  return {
    tellOwn: () => {
      for (const changed of listeners) changed();
    },
    open: (sessionId, changed) => {
      const line = notices.open(sessionId, changed);
      listeners.add(changed);
      return {
        tell: line.tell,
        close: () => {
          listeners.delete(changed);
          line.close();
        },
      };
    },
  };
}

/** Browsers without BroadcastChannel find out when they next send. */
export const browserNotices: OutboxNotices = {
  open: (sessionId, changed) => {
    if (typeof BroadcastChannel === "undefined") return noNotices.open(sessionId, changed);
    const channel = new BroadcastChannel("deskside:outbox");
    channel.onmessage = ({ data }) => {
      if (data === sessionId) changed();
    };
    return {
      tell: () => {
        channel.postMessage(sessionId);
      },
      close: () => {
        channel.close();
      },
    };
  },
};
