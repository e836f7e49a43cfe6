import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

type EmptyStateProps = {
  icon: IconName;
  title: string;
  /** When it is all there is on the page, the title is the page's heading. */
  heading?: boolean;
  children?: ReactNode;
};

/** Says what is not here, and what to do about it. */
export function EmptyState({ icon, title, heading = false, children }: EmptyStateProps) {
  const Title = heading ? "h1" : "p";
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-14 text-center">
      <Icon name={icon} className="h-8 w-8 text-muted" />
      <Title className="text-lg font-semibold">{title}</Title>
      {children && <div className="space-y-4 text-muted">{children}</div>}
    </div>
  );
}
