/** Patterns for what is still filling: the colour of the series in stripes. One per series, `idOf` names it. */
export function HatchPatterns({
  series,
  idOf,
}: {
  series: readonly { key: string; colour: string }[];
  idOf: (key: string) => string;
}) {
  return (
    <defs>
      {series.map(({ key, colour }) => (
        <pattern
          key={key}
          id={idOf(key)}
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="5" height="5" fill={colour} fillOpacity="0.18" />
          <rect width="2" height="5" fill={colour} fillOpacity="0.85" />
        </pattern>
      ))}
    </defs>
  );
}
