import { useLocation } from "@remix-run/react";
import { useEffect } from "react";

/** Above every page in a frame: the way out of it, and word to the page around it. */
export function FrameBar({ origins }: { origins: readonly string[] }) {
  const { pathname, search } = useLocation();
  useEffect(() => {
    let undo: () => void = () => undefined;
    const told = import("../tell-size").then(({ tellSize }) => {
      undo = tellSize(origins);
    });
    return () => void told.then(() => undo());
  }, [origins]);
  return (
    <p className="no-print shrink-0 border-b border-line bg-surface px-3 text-right text-sm">
      <a
        href={pathname + search}
        target="_blank"
        rel="noopener"
        className="inline-flex min-h-target items-center font-semibold text-accent underline-offset-2 hover:underline two:min-h-[2rem]"
      >
        Open in a new tab
      </a>
    </p>
  );
}
