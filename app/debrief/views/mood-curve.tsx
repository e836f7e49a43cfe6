import { formatDuration } from "~/ui/time-format";
import { type MoodPoint, moodRange, moodSentence, moodWord } from "./mood";

const width = 400;
const height = 190;
const left = 108;
const right = 14;
const top = 14;
const bottom = 34;

const levels = [2, 1, 0, -1, -2, -3];

type MoodCurveProps = { points: readonly MoodPoint[]; endSeconds: number };

/** The mood as steps over time: it changes at a message, never in between. */
export function MoodCurve({ points, endSeconds }: MoodCurveProps) {
  const scale = scaleFor(Math.max(endSeconds, points.at(-1)?.atSeconds ?? 0, 1));
  return (
    <figure className="space-y-2">
      <svg
        role="img"
        aria-label={`The customer's mood over the conversation. ${moodSentence(points)}`}
        viewBox={`0 0 ${width} ${height}`}
        className="block w-full"
      >
        {levels.map((level) => (
          <g key={level}>
            <path
              d={`M${left} ${scale.y(level)}H${width - right}`}
              className={level === 0 ? "stroke-line-strong" : "stroke-line"}
            />
            <text
              x={left - 10}
              y={scale.y(level) + 4.5}
              textAnchor="end"
              className="fill-muted text-[14px]"
            >
              {moodWord(level)}
            </text>
          </g>
        ))}
        <path
          d={steps(points, scale, endSeconds)}
          fill="none"
          strokeWidth="2.5"
          strokeLinejoin="round"
          strokeLinecap="round"
          className="stroke-accent"
        />
        {points.map((point, index) => (
          <circle
            key={index}
            cx={scale.x(point.atSeconds)}
            cy={scale.y(point.mood)}
            r="3.5"
            className={point.mood <= -2 ? "fill-danger" : "fill-accent"}
          />
        ))}
        <text x={left} y={height - 8} className="fill-muted text-[14px]">
          Start
        </text>
        <text x={width - right} y={height - 8} textAnchor="end" className="fill-muted text-[14px]">
          {formatDuration(endSeconds)}
        </text>
      </svg>
      <figcaption className="text-muted">{moodSentence(points)}</figcaption>
    </figure>
  );
}

type Scale = { x: (seconds: number) => number; y: (mood: number) => number };

function scaleFor(endSeconds: number): Scale {
  const { least, most } = moodRange;
  return {
    x: (seconds) => left + ((width - left - right) * seconds) / endSeconds,
    y: (mood) => top + ((height - top - bottom) * (most - mood)) / (most - least),
  };
}

function steps(points: readonly MoodPoint[], { x, y }: Scale, endSeconds: number): string {
  const [first, ...rest] = points;
  if (!first) return "";
  const path = rest.map((point) => `H${x(point.atSeconds)}V${y(point.mood)}`).join("");
  return `M${x(first.atSeconds)} ${y(first.mood)}${path}H${x(endSeconds)}`;
}
