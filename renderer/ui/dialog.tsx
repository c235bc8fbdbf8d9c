import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { IconButton } from './icon-button.tsx';

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: string;
  readonly width?: 'sm' | 'md' | 'lg';
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

const WIDTHS = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-3xl' };

export const SCRIM = 'fixed inset-0 z-40 animate-appear bg-scrim';
export const PANEL =
  'fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100vh-48px)] w-[calc(100vw-48px)] -translate-x-1/2 -translate-y-1/2 animate-appear flex-col rounded-lg border border-line bg-raised shadow-float outline-none';

const SUGGESTING = '[role="combobox"][aria-expanded="true"]';

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  width = 'md',
  footer,
  children,
}: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={SCRIM} />
        <Radix.Content
          className={cx(PANEL, WIDTHS[width])}
          onOpenAutoFocus={(event) => {
            // Not the close button: whoever opens a dialog reads it first.
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          onEscapeKeyDown={(event) => {
            // Suggestions that are open in a field close first; Radix hears the key before the field does.
            if (event.target instanceof Element && event.target.matches(SUGGESTING)) event.preventDefault();
          }}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header className="flex shrink-0 items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-base font-semibold text-ink">{title}</Radix.Title>
              {description === undefined ? null : (
                <Radix.Description className="text-sm text-ink-2">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton size="sm" label="Close" icon={<X size={15} />} className="-mr-1.5" />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          {footer === undefined ? null : (
            <footer className="flex shrink-0 items-center justify-end gap-2 border-t border-line px-5 py-3">
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
