import { cx } from './cx.ts';

export type Tone = 'ok' | 'warn' | 'bad' | 'busy' | 'idle';

const DOTS: Record<Tone, string> = {
  ok: 'bg-ok',
  warn: 'bg-warn',
  bad: 'bg-bad',
  busy: 'bg-accent animate-breathe',
  idle: 'border border-ink-3 bg-transparent',
};

export function StatusDot({ tone, className }: { readonly tone: Tone; readonly className?: string }) {
  return (
    <span aria-hidden className={cx('inline-block size-2 shrink-0 rounded-full', DOTS[tone], className)} />
  );
}
