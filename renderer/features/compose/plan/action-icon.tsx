import { CirclePlay, CirclePlus, CircleX, RefreshCw } from 'lucide-react';
import { actionTone } from './plan-words.ts';

const ICONS = {
  make: <CirclePlus size={15} className="text-ok" />,
  change: <RefreshCw size={15} className="text-warn" />,
  remove: <CircleX size={15} className="text-bad" />,
  run: <CirclePlay size={15} className="text-accent-text" />,
};

export function ActionIcon({ kind }: { readonly kind: string }) {
  return (
    <span aria-hidden className="mt-0.5 flex size-4 shrink-0 items-center justify-center">
      {ICONS[actionTone(kind)]}
    </span>
  );
}
