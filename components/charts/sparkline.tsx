const WIDTH = 100;
const HEIGHT = 22;

export type SparklineProps = { values: readonly (number | null)[]; colour?: string; className?: string };

/** The course of a figure without axes: decoration beside the figure, whose words say the change. A gap stays a gap. */
export function Sparkline({ values, colour = "var(--ink-2)", className }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return <svg width={WIDTH} height={HEIGHT} className={className} aria-hidden="true" />;
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const step = WIDTH / Math.max(1, values.length - 1);
  const path = values
    .map((value, index) => {
      if (value === null) return "";
      const isStart = index === 0 || values[index - 1] === null;
      const y = HEIGHT - 2 - ((value - low) / span) * (HEIGHT - 4);
      return `${isStart ? "M" : "L"}${(index * step).toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      preserveAspectRatio="none"
      className={className}
      aria-hidden="true"
    >
      <path
        d={path}
        fill="none"
        stroke={colour}
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
