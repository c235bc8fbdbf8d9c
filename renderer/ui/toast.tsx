import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './icon-button.tsx';

export interface ToastContent {
  readonly tone: 'ok' | 'bad' | 'info';
  readonly title: string;
  readonly detail?: string;
}

const ICONS = {
  ok: <CircleCheck size={16} className="text-ok" />,
  bad: <CircleAlert size={16} className="text-bad" />,
  info: <Info size={16} className="text-accent-text" />,
};

export function ToastRegion({ children }: { readonly children: ReactNode }) {
  return (
    <Radix.Provider swipeDirection="right" label="Message">
      {children}
      <Radix.Viewport className="fixed right-4 bottom-4 z-50 flex w-90 max-w-[calc(100vw-32px)] flex-col gap-2 outline-none" />
    </Radix.Provider>
  );
}

export function Toast({ tone, title, detail, onClose }: ToastContent & { readonly onClose: () => void }) {
  return (
    <Radix.Root
      type={tone === 'bad' ? 'foreground' : 'background'}
      duration={tone === 'bad' ? 12_000 : 5000}
      onOpenChange={(open) => open || onClose()}
      className="flex animate-rise items-start gap-2.5 rounded-lg border border-line bg-raised py-2.5 pr-2 pl-3 shadow-float"
    >
      <span className="mt-0.5">{ICONS[tone]}</span>
      <div className="min-w-0 flex-1">
        <Radix.Title className="text-sm font-medium break-words text-ink">{title}</Radix.Title>
        {detail === undefined ? null : (
          <Radix.Description className="selectable mt-0.5 max-h-32 overflow-y-auto text-xs break-words text-ink-2">
            {detail}
          </Radix.Description>
        )}
      </div>
      <Radix.Close asChild>
        <IconButton size="sm" label="Dismiss" icon={<X size={14} />} />
      </Radix.Close>
    </Radix.Root>
  );
}
