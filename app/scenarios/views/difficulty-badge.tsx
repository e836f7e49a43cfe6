import { difficultyLabel } from "./difficulty";

/** Three bars, as many filled as it is difficult, and the word for it. */
export function DifficultyBadge({ difficulty }: { difficulty: number }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-sm font-medium text-muted">
      <svg aria-hidden="true" viewBox="0 0 16 12" className="h-3 w-4 text-accent">
        {[1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={(bar - 1) * 6}
            y={12 - bar * 4}
            width="4"
            height={bar * 4}
            rx="1"
            className={bar <= difficulty ? "fill-current" : "fill-line"}
          />
        ))}
      </svg>
      {difficultyLabel(difficulty)}
    </span>
  );
}
