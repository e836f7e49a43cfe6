import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { ensureSessionStorage } from "~/lib/session-storage";

/**
 * Remix reads the page's data at its first rendering, and suspends the whole document meanwhile:
 * a click in that moment ends in React's error 345. So it is made to read before anything is
 * rendered; until then the page is forms and links.
 */
async function readData(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (suspended) {
    await suspended;
  }
}

ensureSessionStorage(window);
void readData().then(() => {
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <RemixBrowser />
      </StrictMode>,
    );
  });
});
