import { fixedHeight, heightToAsk, tell } from "./parent-messages";

const settleMs = 100;

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
