const points = "10,1.8 12.5,7 18.2,7.7 14,11.6 15.1,17.3 10,14.5 4.9,17.3 6,11.6 1.8,7.7 7.5,7";

/** One to five stars; the label says how many. */
export function Stars({ stars }: { stars: number }) {
  return (
    <svg role="img" aria-label={`${stars} of 5 stars`} viewBox="0 0 110 20" className="h-5 w-28">
      {[0, 1, 2, 3, 4].map((index) => (
        <polygon
          key={index}
          points={points}
          transform={`translate(${index * 22} 0)`}
          strokeWidth="1.4"
          className={index < stars ? "fill-accent stroke-accent" : "fill-none stroke-line-strong"}
        />
      ))}
    </svg>
  );
}
