import type { LeaseNote } from "./lease";
import type { TestTab } from "./one-browser-wires";

type Page = Pick<TestTab, "run" | "isDead">;
type View = { page: Page; item: string | null; unheard: number; changed: Set<() => void> };

/** The note that the pages of a test's browser share. */
export type TestNotes = {
  noteOf(page: Page): LeaseNote;
  /** No localStorage. */
  isDenied: boolean;
  /** From one process to the next, on average. */
  latencyMs: number;
};

/**
 * localStorage as Chromium's processes have it: each writes in its own copy, and hears of the
 * others' writing later, all in the same order, but nothing that was written before its own.
 */
export function createTestNotes(): TestNotes {
  const views = new Map<Page, View>();
  const notes: TestNotes = { noteOf, isDenied: false, latencyMs: 2 };
  let written: string | null = null;

  function viewOf(page: Page): View {
    const view = views.get(page) ?? { page, item: written, unheard: 0, changed: new Set() };
    views.set(page, view);
    return view;
  }

  function write(own: View, item: string | null): void {
    if (notes.isDenied) throw new DOMException("denied", "SecurityError");
    if (own.page.isDead()) return;
    own.item = item;
    own.unheard += 1;
    setTimeout(() => {
      written = item;
      for (const view of views.values()) {
        setTimeout(() => {
          if (view === own) own.unheard -= 1;
          else hear(view, item);
        }, notes.latencyMs);
      }
    }, notes.latencyMs);
  }

  function hear(view: View, item: string | null): void {
    if (view.unheard === 0) view.item = item;
    for (const changed of view.changed) {
      view.page.run(() => {
        if (view.changed.has(changed)) changed();
      });
    }
  }

  function noteOf(page: Page): LeaseNote {
    return {
      name: "turn",
      storage: () => ({
        getItem: () => {
          if (notes.isDenied) throw new DOMException("denied", "SecurityError");
          return viewOf(page).item;
        },
        setItem: (_, item) => {
          write(viewOf(page), item);
        },
        removeItem: () => {
          write(viewOf(page), null);
        },
      }),
      watch: (changed) => {
        // Each page's own, so that one may be watched twice.
        const call = () => {
          changed();
        };
        viewOf(page).changed.add(call);
        return () => viewOf(page).changed.delete(call);
      },
    };
  }

  return notes;
}
