import { cx } from '../cx.ts';

/** A text that is cut where its column ends and told whole to the pointer; a dash for none. */
export function TextCell({ text, className }: { readonly text: string; readonly className?: string }) {
  return (
    <span className={cx('block truncate', className)} title={text}>
      {text === '' ? '–' : text}
    </span>
  );
}
