import { type ReactNode, useId } from 'react';

/** A part of the customer's page under its heading. */
export function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-5">
      <div className="flex items-baseline justify-between gap-2 border-b border-line pb-1">
        <h2 id={id} className="m-0 text-fact font-bold">
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}

export function Nothing({ children }: { children: ReactNode }) {
  return <p className="m-0 mt-1.5 text-fact text-muted">{children}</p>;
}

/** Lines of one kind. */
export function Lines({ children }: { children: ReactNode }) {
  return <ul className="m-0 list-none p-0">{children}</ul>;
}

export function Line({ when, children }: { when?: string; children: ReactNode }) {
  return (
    <li className="flex gap-3 border-b border-line py-1.5 text-fact">
      {when === undefined ? null : <span className="tabular w-36 shrink-0 text-muted">{when}</span>}
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">{children}</div>
    </li>
  );
}
