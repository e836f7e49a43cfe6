const width = 240;
const height = 76;
const left = 30;
const right = 8;
const top = 8;
const bottom = 8;

type TrendLineProps = { values: readonly number[]; label: string };

/** Values of 0–100 in the order of the attempts, as dots on a line. Made on the server, like the mood's. */
export function TrendLine({ values, label }: TrendLineProps) {
  const x = (index: number): number =>
    values.length < 2
      ? (left + width - right) / 2
      : left + 4 + ((width - left - right - 8) * index) / (values.length - 1);
  const y = (value: number): number => top + ((height - top - bottom) * (100 - value)) / 100;
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`} className="block w-full">
      {[0, 50, 100].map((level) => (
        <g key={level}>
          <path d={`M${left} ${y(level)}H${width - right}`} className="stroke-line" />
          <text x={left - 6} y={y(level) + 3.5} textAnchor="end" className="fill-muted text-[10px]">
            {level}
          </text>
        </g>
      ))}
      <path
        d={values
          .map((value, index) => `${index === 0 ? "M" : "L"}${x(index)} ${y(value)}`)
          .join("")}
        fill="none"
        strokeWidth="2"
        strokeLinejoin="round"
        strokeLinecap="round"
        className="stroke-accent"
      />
      {values.map((value, index) => (
        <circle key={index} cx={x(index)} cy={y(value)} r="3" className="fill-accent" />
      ))}
    </svg>
  );
}
