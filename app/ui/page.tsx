import type { ReactNode } from "react";
import { classNames } from "./class-names";

type PageProps = {
  title: string;
  intro?: ReactNode;
  actions?: ReactNode;
  width?: "wide" | "narrow";
  children: ReactNode;
};

/** An ordinary page: one heading, a line about it, and the rest. */
export function Page({ title, intro, actions, width = "wide", children }: PageProps) {
  return (
    <div
      className={classNames(
        "mx-auto w-full space-y-6 px-4 py-6 two:px-6 two:py-8",
        width === "wide" ? "max-w-page" : "max-w-3xl",
      )}
    >
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 space-y-1">
          <h1 className="text-2xl font-bold tracking-tight">{title}</h1>
          {intro && <p className="max-w-prose text-muted">{intro}</p>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  );
}
