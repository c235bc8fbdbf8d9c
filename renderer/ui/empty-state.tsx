import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex h-full min-h-60 flex-col items-center justify-center px-8 pb-12 text-center">
      <div className="mb-4 flex size-12 items-center justify-center rounded-lg bg-hover text-ink-3">
        {icon}
      </div>
      <h2 className="text-base font-semibold text-ink">{title}</h2>
      {children === undefined ? null : (
        <div className="mt-1 max-w-md text-sm text-balance text-ink-2">{children}</div>
      )}
      {actions === undefined ? null : (
        <div className="mt-5 flex flex-wrap items-center justify-center gap-2">{actions}</div>
      )}
    </div>
  );
}
