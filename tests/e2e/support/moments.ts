import type { Page } from "@playwright/test";

export interface Moments {
  /** In the order in which they came up, each once running. */
  seen(): Promise<string[]>;
}

/**
 * Notes, from now on and however short they are: the status of the last own message, who is
 * typing, and "message" when the customer has written.
 */
export async function watchMoments(page: Page): Promise<Moments> {
  const notes = await page.evaluateHandle(() => {
    const seen: string[] = [];
    const textOf = (selector: string) => {
      const found = [...document.querySelectorAll(selector)].at(-1);
      return found?.textContent ?? "";
    };
    const count = () => document.querySelectorAll("[data-author=customer]").length;
    const last = { status: "", typing: "", messages: count() };
    const note = () => {
      const status = textOf("[role=log] [data-author=trainee] > span");
      const typing = textOf("[role=status][aria-label=Typing]");
      if (status !== "" && status !== last.status) seen.push(status);
      if (typing !== "" && typing !== last.typing) seen.push(typing);
      if (count() > last.messages) seen.push("message");
      Object.assign(last, { status, typing, messages: count() });
    };
    new MutationObserver(note).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    return seen;
  });
  return { seen: () => notes.evaluate((seen) => [...seen]) };
}
