/** Tells this browser's other pages that a session's unsent messages have changed. */
export type OutboxNotices = {
  /** Hears of changes that others made, until closed. */
  open(sessionId: string, changed: () => void): OutboxLine;
};
export type OutboxLine = { tell(): void; close(): void };

export const noNotices: OutboxNotices = {
  open: () => ({ tell: () => undefined, close: () => undefined }),
};

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
