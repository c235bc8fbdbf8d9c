import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import type { Tone } from './status-dot.tsx';

const TONES: Record<Tone | 'accent', string> = {
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  busy: 'bg-accent-soft text-accent-text',
  accent: 'bg-accent-soft text-accent-text',
  idle: 'bg-hover text-ink-2',
};

interface BadgeProps {
  readonly tone?: Tone | 'accent';
  readonly title?: string;
  readonly children: ReactNode;
}

export function Badge({ tone = 'idle', title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={cx(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-2xs font-medium whitespace-nowrap',
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
