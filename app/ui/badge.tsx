import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon, type IconName } from "./icon";

export type BadgeTone = "neutral" | "accent" | "note" | "danger";

const tones: Record<BadgeTone, string> = {
  neutral: "bg-sunken text-text",
  accent: "bg-accent-soft text-accent-strong",
  note: "bg-note-soft text-note",
  danger: "bg-danger-soft text-danger",
};

type BadgeProps = { tone?: BadgeTone; icon?: IconName; children: ReactNode };

/** A word or two about a thing; the words carry the meaning, the colour only helps. */
export function Badge({ tone = "neutral", icon, children }: BadgeProps) {
  return (
    <span
      className={classNames(
        "badge inline-flex items-center gap-1 whitespace-nowrap rounded px-2 py-0.5 text-sm",
        "font-medium",
        tones[tone],
      )}
    >
      {icon && <Icon name={icon} className="h-4 w-4" />}
      {children}
    </span>
  );
}
