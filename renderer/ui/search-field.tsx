import { Search, X } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import { cx } from './cx.ts';

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** What stands at the right inside the field, such as a count. */
  readonly suffix?: string;
  readonly className?: string;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

export function SearchField(props: SearchFieldProps) {
  const { label, value, onChange, placeholder, suffix, className, onKeyDown, ref } = props;
  return (
    <div className={cx('relative flex h-8 items-center', className)}>
      <Search size={14} aria-hidden className="pointer-events-none absolute left-2.5 text-ink-3" />
      <input
        ref={ref}
        type="text"
        role="searchbox"
        aria-label={label}
        value={value}
        placeholder={placeholder ?? label}
        spellCheck={false}
        autoComplete="off"
        data-search
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation();
            onChange('');
          }
          onKeyDown?.(event);
        }}
        style={suffix === undefined ? {} : { paddingRight: `calc(${suffix.length}ch + 32px)` }}
        className="h-full w-full rounded-md border border-line-strong bg-canvas pr-7 pl-8 text-sm text-ink"
      />
      {suffix === undefined ? null : (
        <span role="status" className="pointer-events-none absolute right-8 text-xs text-ink-3">
          {suffix}
        </span>
      )}
      {value === '' ? null : (
        <button
          type="button"
          aria-label={`Clear ${label.toLowerCase()}`}
          onClick={() => onChange('')}
          className="absolute right-1.5 inline-flex size-5 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
        >
          <X size={13} />
        </button>
      )}
    </div>
  );
}
