import {
  type Ending,
  fixedHeight,
  heightToAsk,
  type ParentMessage,
  targetsOf,
} from "./parent-messages";

const settleMs = 100;

function tell(origins: readonly string[], message: ParentMessage): void {
  if (window.parent === window) return;
  for (const origin of targetsOf(origins, location.ancestorOrigins)) {
    window.parent.postMessage(message, origin);
  }
}

/** Tells how high the page wants to be, now and at every change, until the undo. */
export function tellSize(origins: readonly string[]): () => void {
  const shell = document.querySelector(".shell");
  const main = document.querySelector("main");
  if (!shell || !main) return () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: number | null = null;
  const ask = () => {
    const height = heightToAsk(wantedHeight(shell, main), asked);
    if (height === null) return;
    asked = height;
    tell(origins, { subject: "lti.frameResize", height });
  };
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, settleMs);
  };
  const sizes = new ResizeObserver(changed);
  const watch = () => {
    sizes.disconnect();
    for (const child of main.children) sizes.observe(child);
    changed();
  };
  const others = new MutationObserver(watch);
  others.observe(main, { childList: true });
  others.observe(shell, { attributes: true, attributeFilter: ["class"] });
  watch();
  return () => {
    clearTimeout(timer);
    sizes.disconnect();
    others.disconnect();
  };
}

/** Of the content, not of the page, which is at least as high as its frame. */
function wantedHeight(shell: Element, main: Element): number {
  if (shell.classList.contains("shell-fixed")) return fixedHeight;
  const bar = shell.querySelector(":scope > header");
  return [...main.children, ...(bar ? [bar] : [])].reduce(
    (sum, { clientHeight }) => sum + clientHeight,
    0,
  );
}

const told = new Set<string>();

/** Tells once a page that a session has ended, and how; the score comes by `read`. */
export async function tellEnding(
  origins: readonly string[],
  sessionId: string,
  read: () => Promise<Ending | null>,
): Promise<void> {
  if (told.has(sessionId)) return;
  told.add(sessionId);
  const ending = await read();
  if (ending) tell(origins, { subject: "deskside.sessionEnded", version: 1, ...ending });
  else told.delete(sessionId);
}
