import type { EventBus, PublishedEvent } from "~/ports/event-bus";

/** For one process: what is published reaches the subscribers at once. */
export function createInProcessEventBus(): EventBus {
  const listeners = new Set<(published: PublishedEvent) => void>();
  return {
    publish(published) {
      for (const one of published) for (const listener of listeners) listener(one);
      return Promise.resolve();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isReachable: () => true,
    close() {
      listeners.clear();
      return Promise.resolve();
    },
  };
}
