type MeterProps = { value: number; max: number; label: string; tone?: "accent" | "danger" };

/**
 * A bar of `value` in `max`. Drawn as SVG, since the security policy forbids
 * inline styles; the label says the same in words.
 */
export function Meter({ value, max, label, tone = "accent" }: MeterProps) {
  const share = max > 0 ? Math.min(Math.max(value / max, 0), 1) : 0;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      className={`block h-1.5 w-full overflow-hidden rounded-full ${tone === "danger" ? "text-danger" : "text-accent"}`}
    >
      <rect width="100" height="6" className="fill-line" />
      <rect width={share * 100} height="6" fill="currentColor" />
    </svg>
  );
}
