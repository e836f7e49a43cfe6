import type { ReactNode } from "react";
import { classNames } from "./class-names";

type CardProps = { children: ReactNode; className?: string };

export function Card({ children, className = "" }: CardProps) {
  return (
    <div className={classNames("rounded-lg border border-line bg-raised p-5", className)}>
      {children}
    </div>
  );
}

/** Label and value pairs, as in a ticket's margin. */
export function DataList({ rows }: { rows: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="space-y-2">
      {rows.map((row) => (
        <div key={row.label} className="flex flex-wrap gap-x-3">
          <dt className="w-24 shrink-0 text-sm leading-6 text-muted">{row.label}</dt>
          <dd className="min-w-0 flex-1 basis-32">{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
