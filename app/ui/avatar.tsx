import { classNames } from "./class-names";
import { initials } from "./initials";

type AvatarProps = { name: string; tone?: "neutral" | "accent"; className?: string };

/** Initials in a circle; decoration beside a name that is written out. */
export function Avatar({ name, tone = "neutral", className = "h-9 w-9" }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "avatar inline-flex shrink-0 select-none items-center justify-center rounded-full",
        "text-sm font-semibold",
        tone === "accent" ? "bg-accent-soft text-accent-strong" : "bg-sunken text-muted",
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
