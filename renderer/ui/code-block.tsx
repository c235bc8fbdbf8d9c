import { CopyButton } from './copy-button.tsx';
import { cx } from './cx.ts';

interface CodeBlockProps {
  readonly label: string;
  readonly text: string;
  readonly className?: string;
}

export function CodeBlock({ label, text, className }: CodeBlockProps) {
  return (
    <div className={cx('group relative rounded-md border border-line bg-sunken', className)}>
      <pre
        aria-label={label}
        className="selectable overflow-auto py-2 pr-10 pl-3 font-mono text-xs leading-5 break-all whitespace-pre-wrap text-ink"
      >
        {text}
      </pre>
      <CopyButton label={`Copy ${label.toLowerCase()}`} text={text} className="absolute top-1 right-1" />
    </div>
  );
}
