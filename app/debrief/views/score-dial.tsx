const radius = 44;
const round = 2 * Math.PI * radius;

type ScoreDialProps = { score: number };

/** The total of 100, large, with an arc around it. */
export function ScoreDial({ score }: ScoreDialProps) {
  const tone = score === 0 ? "text-danger" : "text-accent";
  return (
    <svg
      role="img"
      aria-label={`${score} of 100 points`}
      viewBox="0 0 104 104"
      className="h-28 w-28"
    >
      <g fill="none" strokeWidth="8" transform="rotate(-90 52 52)">
        <circle cx="52" cy="52" r={radius} className="stroke-line" />
        <circle
          cx="52"
          cy="52"
          r={radius}
          stroke="currentColor"
          strokeLinecap={score > 0 ? "round" : "butt"}
          strokeDasharray={`${(round * score) / 100} ${round}`}
          className={tone}
        />
      </g>
      <text x="52" y="58" textAnchor="middle" className="fill-text text-[30px] font-bold">
        {score}
      </text>
      <text x="52" y="74" textAnchor="middle" className="fill-muted text-[12px]">
        of 100
      </text>
    </svg>
  );
}
