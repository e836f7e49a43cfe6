import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon, type IconName } from "./icon";

export type BannerTone = "neutral" | "accent" | "note" | "danger";

const tones: Record<BannerTone, string> = {
  neutral: "border-line bg-raised text-text",
  accent: "border-accent/40 bg-accent-soft text-text",
  note: "border-note-line bg-note-soft text-note",
  danger: "border-danger-line bg-danger-soft text-danger",
};

const icons: Record<BannerTone, IconName> = {
  neutral: "info",
  accent: "check",
  note: "info",
  danger: "alert",
};

type BannerProps = {
  tone?: BannerTone;
  /** "alert" for what must be heard at once, e.g. a refused form. */
  role?: "alert" | "status" | undefined;
  children: ReactNode;
};

export function Banner({ tone = "neutral", role, children }: BannerProps) {
  return (
    <div
      role={role}
      className={classNames(
        "flex items-start gap-2.5 rounded-md border px-3.5 py-2.5",
        tones[tone],
      )}
    >
      <Icon name={icons[tone]} className="mt-0.5" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
