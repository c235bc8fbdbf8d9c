import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { DiskChoice } from '../../../engine/api/types/disk.ts';
import { Ago } from '../../ui/ago.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { type ChoiceGroup, checkedOf, keyOf } from './choices.ts';

interface ChoiceGroupProps {
  readonly group: ChoiceGroup;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (choices: readonly DiskChoice[], on: boolean) => void;
}

const FEW = 6;

export function ChoiceGroupView({ group: { title, hint, choices }, chosen, onChoose }: ChoiceGroupProps) {
  const checked = checkedOf(choices, chosen);
  const [open, setOpen] = useState(choices.length <= FEW);
  const list = useId();
  const bytes = choices.reduce((sum, { unique }) => sum + unique, 0);
  return (
    <section aria-label={title} className="mb-3 rounded-lg border border-line">
      <div className="flex items-center gap-3 px-3 py-2.5">
        <Checkbox label={title} checked={checked} onChange={() => onChoose(choices, checked !== true)} />
        <button
          type="button"
          aria-expanded={open}
          aria-controls={list}
          onClick={() => setOpen(!open)}
          className="flex min-w-0 flex-1 items-center gap-2 text-left"
        >
          <span className="min-w-0 flex-1">
            <span className="block text-sm font-medium text-ink">
              {title} <span className="font-normal text-ink-3">({choices.length})</span>
            </span>
            <span className="block text-xs text-ink-3">{hint}</span>
          </span>
          <span
            className="shrink-0 text-sm text-ink-2 tabular-nums"
            title="Bytes that each alone would free, added up; what some share comes on top when all of them go"
          >
            {formatBytes(bytes)}
          </span>
          {open ? (
            <ChevronDown size={15} className="text-ink-3" />
          ) : (
            <ChevronRight size={15} className="text-ink-3" />
          )}
        </button>
      </div>
      <ul id={list} hidden={!open} className="border-t border-line py-1">
        {choices.map((choice) => (
          <ChoiceRow
            key={keyOf(choice)}
            choice={choice}
            checked={chosen.has(keyOf(choice))}
            onChange={(on) => onChoose([choice], on)}
          />
        ))}
      </ul>
    </section>
  );
}

interface ChoiceRowProps {
  readonly choice: DiskChoice;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
}

function ChoiceRow({ choice, checked, onChange }: ChoiceRowProps) {
  const { label, names, unique, total, blocked, newest, removed } = choice;
  const other = names.filter((name) => name !== label);
  const shared = total - unique;
  return (
    <li className="flex items-center gap-3 px-3 py-1 hover:bg-hover">
      <Checkbox label={label} checked={checked} onChange={onChange} />
      <div className="min-w-0 flex-1">
        <p className="selectable truncate text-xs text-ink" title={[label, ...other].join(', ')}>
          {label}
          {other.length === 0 ? null : <span className="text-ink-3"> and {other.join(', ')}</span>}
        </p>
        {newest == null ? null : (
          <p className="text-2xs text-ink-3">
            newest file <Ago time={Date.parse(newest)} />
          </p>
        )}
        {removed === undefined ? null : (
          <p className="text-2xs text-ink-3">
            removed <Ago time={Date.parse(removed)} />
          </p>
        )}
        {blocked === null ? null : <p className="text-2xs text-warn">{blocked}</p>}
      </div>
      <span className="shrink-0 text-right text-xs text-ink-2 tabular-nums">
        {formatBytes(unique)}
        {shared > 0 ? (
          <span className="block text-2xs text-ink-3">+ {formatBytes(shared)} shared</span>
        ) : null}
      </span>
    </li>
  );
}
