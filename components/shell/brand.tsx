/** The mark: a point and the ring it raises. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 18 18" aria-hidden="true" className="shrink-0 text-signal">
      <circle cx="9" cy="9" r="3" fill="currentColor" />
      <path d="M9 2.2a6.8 6.8 0 1 1-6.1 9.8" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}

export function Wordmark({ className = "" }: { className?: string }) {
  return (
    <span className={`inline-flex items-center gap-2 font-bold text-lg tracking-tight ${className}`}>
      <Mark />
      Earshot
    </span>
  );
}
