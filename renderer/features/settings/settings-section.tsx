import type { ReactNode } from 'react';

export function SettingsSection({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section aria-label={title} className="border-b border-line py-6 last:border-b-0">
      <h2 className="mb-4 text-base font-semibold text-ink">{title}</h2>
      <div className="flex flex-col gap-5">{children}</div>
    </section>
  );
}

interface SettingProps {
  readonly title: string;
  readonly hint: ReactNode;
  readonly children: ReactNode;
}

export function Setting({ title, hint, children }: SettingProps) {
  return (
    <div className="flex items-start justify-between gap-8">
      <div className="min-w-0">
        <p className="text-sm text-ink">{title}</p>
        <p className="text-xs text-ink-3">{hint}</p>
      </div>
      <div className="flex shrink-0 items-center gap-1">{children}</div>
    </div>
  );
}
