import type { ReactNode } from 'react';
import { Switch } from './switch.tsx';

interface SwitchRowProps {
  readonly title: string;
  readonly hint: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function SwitchRow({ title, hint, checked, onChange }: SwitchRowProps) {
  return (
    <div className="flex items-start gap-3">
      <span className="mt-px">
        <Switch label={title} checked={checked} onChange={onChange} />
      </span>
      <div className="min-w-0">
        <p className="text-sm text-ink">{title}</p>
        <p className="text-xs text-ink-3">{hint}</p>
      </div>
    </div>
  );
}
