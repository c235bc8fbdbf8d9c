import { Plus, X } from 'lucide-react';
import { type ClipboardEvent, useId } from 'react';
import { Button } from './button.tsx';
import { TextInput } from './field.tsx';
import { IconButton } from './icon-button.tsx';
import { type Pair, pastedPairs } from './pasted-pairs.ts';

interface PairsEditorProps {
  readonly title: string;
  readonly one: string;
  readonly keyTitle: string;
  readonly hint: string;
  readonly pairs: readonly Pair[];
  readonly error: string | undefined;
  readonly onChange: (pairs: readonly Pair[]) => void;
}

export function PairsEditor({ title, one, keyTitle, hint, pairs, error, onChange }: PairsEditorProps) {
  const heading = useId();
  const change = (index: number, part: Partial<Pair>) =>
    onChange(pairs.map((pair, at) => (at === index ? { ...pair, ...part } : pair)));
  const paste = (event: ClipboardEvent, index: number) => {
    const pasted = pastedPairs(event.clipboardData.getData('text/plain'));
    if (pasted === undefined) return;
    event.preventDefault();
    onChange([...pairs.slice(0, index), ...pasted, ...pairs.slice(index + 1)]);
  };
  return (
    <div role="group" aria-labelledby={heading}>
      <div className="mb-1 flex items-center justify-between">
        <span id={heading} className="text-xs font-medium text-ink-2">
          {title}
        </span>
        <Button
          size="sm"
          variant="quiet"
          icon={<Plus size={14} />}
          onClick={() => onChange([...pairs, { key: '', value: '' }])}
        >
          Add {one}
        </Button>
      </div>
      <div className="flex flex-col gap-1.5">
        {pairs.map((pair, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity besides their place.
          <div key={index} className="flex items-center gap-1.5">
            <TextInput
              aria-label={`${keyTitle} ${index + 1}`}
              placeholder={keyTitle}
              value={pair.key}
              autoFocus={pair.key === '' && pair.value === ''}
              onPaste={(event) => paste(event, index)}
              onChange={(event) => change(index, { key: event.target.value })}
              className="max-w-56 font-mono text-xs"
            />
            <TextInput
              aria-label={`Value ${index + 1}`}
              placeholder="Value"
              value={pair.value}
              onChange={(event) => change(index, { value: event.target.value })}
              className="font-mono text-xs"
            />
            <IconButton
              size="sm"
              label={`Remove ${one} ${index + 1}`}
              icon={<X size={14} />}
              onClick={() => onChange(pairs.filter((_, at) => at !== index))}
            />
          </div>
        ))}
      </div>
      {error === undefined && hint === '' ? null : (
        <p className={`mt-1 text-xs ${error === undefined ? 'text-ink-3' : 'text-bad'}`}>{error ?? hint}</p>
      )}
    </div>
  );
}
