import { cx } from './cx.ts';

export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={cx('block animate-breathe rounded-sm bg-pressed', className)} />;
}
