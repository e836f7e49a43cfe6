import type { ReactNode } from "react";
import { useScripted } from "./use-scripted";

/**
 * For readers of a page that doesn't come alive: JavaScript is off, or its files don't get
 * through, or they fail. Where scripts may still be on their way it waits, in CSS alone.
 */
export function WithoutScripts({ children }: { children: ReactNode }) {
  return useScripted() ? null : <div className="without-scripts">{children}</div>;
}
