import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { cx } from '../../../ui/cx.ts';

interface OptionGroupProps {
  readonly title: string;
  /** What is set in it, for when it is closed. */
  readonly summary: string;
  /** Something in it is wrong: then it is open. */
  readonly hasError: boolean;
  readonly children: ReactNode;
}

/** A group of options that is opened when somebody wants one of them. */
export function OptionGroup({ title, summary, hasError, children }: OptionGroupProps) {
  const [open, setOpen] = useState(false);
  const body = useId();
  const isOpen = open || hasError;
  return (
    <section className="border-t border-line">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={body}
        onClick={() => setOpen(!isOpen)}
        className="-mx-1 flex h-9 w-[calc(100%+8px)] items-center gap-1.5 rounded-md px-1 text-sm font-medium text-ink hover:bg-hover"
      >
        <ChevronRight
          size={15}
          aria-hidden
          className={cx('shrink-0 text-ink-3 transition-transform', isOpen && 'rotate-90')}
        />
        {title}
        {summary === '' || isOpen ? null : (
          <span className="ml-auto min-w-0 truncate pl-6 text-xs font-normal text-ink-3">{summary}</span>
        )}
      </button>
      <div id={body} hidden={!isOpen} className="pt-1 pb-3 pl-5">
        {isOpen ? children : null}
      </div>
    </section>
  );
}
