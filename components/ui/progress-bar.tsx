/** How far something is that takes longer than a moment; `label` says it in words too. */
export function ProgressBar({ label, done, total }: { label: string; done: number; total: number }) {
  const share = total === 0 ? 0 : Math.round((100 * done) / total);
  return (
    <>
      <p className="tabular m-0 mb-2 text-body">{label}</p>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={share}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-2 overflow-hidden rounded-full border border-line bg-bg"
      >
        <div className="h-full bg-accent" style={{ width: `${share}%` }} />
      </div>
    </>
  );
}
