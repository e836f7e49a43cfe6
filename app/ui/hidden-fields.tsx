import type { ReactNode } from "react";

/** Keeps a form's hidden inputs out of its layout. */
export function HiddenFields({ children }: { children: ReactNode }) {
  return <div hidden>{children}</div>;
}
