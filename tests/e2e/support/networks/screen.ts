import type { Page } from "@playwright/test";

export type Moment = { at: number; label: string; uses: string };
export type Screen = {
  /** When the page had been loaded, by the clock of all of us. */
  readonly loadedAt: number;
  /** When a stored message with this text came up; undefined while it hasn't. */
  cameAt(text: string): Promise<number | undefined>;
  /** What the page said of its connection, each from then on. */
  moments(): Promise<Moment[]>;
};

/** Notes from now on when what comes up, by the page's own observer, which no test has to wait for. */
export async function watchScreen(page: Page): Promise<Screen> {
  const notes = await page.evaluateHandle(() => {
    const came = new Map<string, number>();
    const moments: { at: number; label: string; uses: string }[] = [];
    const look = () => {
      for (const entry of document.querySelectorAll("[role=log] [data-seq] .bubble")) {
        const text = entry.textContent;
        if (!came.has(text)) came.set(text, Date.now());
      }
      const status = document.querySelector("[role=status][aria-label=Connection]");
      const label = status?.textContent ?? "";
      const uses = status?.getAttribute("data-transport") ?? "";
      const last = moments.at(-1);
      if (last?.label !== label || last.uses !== uses) {
        moments.push({ at: Date.now(), label, uses });
      }
    };
    new MutationObserver(look).observe(document.body, {
      ...{ subtree: true, childList: true, characterData: true, attributes: true },
    });
    look();
    const [navigation] = performance.getEntriesByType("navigation");
    const loaded = (navigation as PerformanceNavigationTiming).loadEventStart;
    return { came, moments, loadedAt: performance.timeOrigin + loaded };
  });
  return {
    loadedAt: await notes.evaluate(({ loadedAt }) => loadedAt),
    cameAt: (text) => notes.evaluate(({ came }, wanted) => came.get(wanted), text),
    moments: () => notes.evaluate(({ moments }) => [...moments]),
  };
}
