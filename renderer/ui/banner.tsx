import type { ReactNode } from 'react';
import { cx } from './cx.ts';

interface BannerProps {
  readonly tone: 'busy' | 'warn' | 'bad';
  readonly role?: 'status' | 'alert';
  readonly icon?: ReactNode;
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

const TONES = {
  busy: 'bg-accent-soft text-accent-text',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
};

export function Banner({ tone, role = 'status', icon, actions, className, children }: BannerProps) {
  return (
    <div
      role={role}
      className={cx('flex min-h-9 shrink-0 items-center gap-2.5 px-5 py-1.5 text-sm', TONES[tone], className)}
    >
      {icon}
      <div className="selectable min-w-0 flex-1 break-words">{children}</div>
      {actions}
    </div>
  );
}
