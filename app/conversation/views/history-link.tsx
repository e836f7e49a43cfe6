import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { buttonClass } from "~/ui/button";

type HistoryLinkProps = {
  href: string;
  loading?: boolean;
  /** Fetches the page in place instead of going there. */
  onFollow?: (() => void) | undefined;
  children: ReactNode;
};

/** A real address, so that history can be read page by page without any script. */
export function HistoryLink({ href, loading = false, onFollow, children }: HistoryLinkProps) {
  return (
    <p className="no-print text-center">
      <Link
        to={href}
        className={buttonClass("quiet")}
        onClick={(event) => {
          if (!onFollow) return;
          event.preventDefault();
          if (!loading) onFollow();
        }}
      >
        {loading ? "Loading…" : children}
      </Link>
    </p>
  );
}
