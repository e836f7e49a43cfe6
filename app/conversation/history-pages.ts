import type { HistoryClient, HistoryPage, HistoryPlace } from "./history-client";
import { appendPage, type MessageWindow, newestWindow, prependPage } from "./message-window";

export type HistoryPages = {
  loadEarlier(): Promise<void>;
  loadLater(): Promise<void>;
  /** Leaves the old part of the history and shows its end. */
  loadNewest(): Promise<void>;
};

/** Moves the window over the history, a page at a time; a page that doesn't come changes nothing. */
export function createHistoryPages(deps: {
  history: HistoryClient;
  window: () => MessageWindow;
  setWindow: (window: MessageWindow) => void;
  setLoading: (loading: boolean) => void;
}): HistoryPages {
  const { window } = deps;
  let loading: Promise<void> | null = null;

  /** `join` gives null when the window was moved by something else meanwhile. */
  type Join = (page: HistoryPage) => MessageWindow | null;

  /** One at a time: asked meanwhile, it is the one under way. */
  function load(at: HistoryPlace, join: Join): Promise<void> {
    loading ??= loadPage(at, join).finally(() => {
      loading = null;
    });
    return loading;
  }

  async function loadPage(at: HistoryPlace, join: Join): Promise<void> {
    deps.setLoading(true);
    const page = await deps.history.page(at);
    const joined = "messages" in page ? join(page) : null;
    if (joined) deps.setWindow(joined);
    deps.setLoading(false);
  }

  const first = () => window().transcript.messages[0]?.seq;
  const last = () => window().transcript.messages.at(-1)?.seq;

  return {
    loadEarlier: async () => {
      const before = first();
      if (before === undefined || !window().transcript.hasEarlier) return;
      await load({ before }, ({ messages, hasMore }) =>
        first() === before ? prependPage(window(), messages, hasMore) : null,
      );
    },
    loadLater: async () => {
      const after = last();
      if (after === undefined || !window().hasLater) return;
      await load({ after }, ({ messages, hasMore, readAt }) =>
        last() === after ? appendPage(window(), messages, hasMore, readAt) : null,
      );
    },
    loadNewest: async () => {
      // Where another page is on its way, this one comes after it.
      await loading;
      // Again if something was posted between the reading of the page and its arrival.
      for (let tries = 0; tries < 3 && window().hasLater; tries += 1) {
        await load({}, (page) => newestWindow(window().transcript, page));
      }
    },
  };
}
