import { type ReactNode, useState } from 'react';
import type { ImageFileVersion } from '../../../engine/api/types/microscope.ts';
import { Select } from '../../ui/select.tsx';

interface DiffVersionsProps {
  /** From the bottom up, two at least. */
  readonly versions: readonly ImageFileVersion[];
  readonly children: (from: number, to: number) => ReactNode;
}

/** Chooses which two versions of a file are compared: the last two at first. */
export function DiffVersions({ versions, children }: DiffVersionsProps) {
  const layers = versions.map(({ layer }) => String(layer));
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const second = to !== undefined && layers.includes(to) ? to : (layers.at(-1) ?? '0');
  const below = layers.filter((layer) => Number(layer) < Number(second));
  const first = from !== undefined && below.includes(from) ? from : (below.at(-1) ?? second);
  const titles = (values: readonly string[]) =>
    values.map((value) => {
      const version = versions.find(({ layer }) => String(layer) === value);
      return { value, title: `Layer ${value}, ${version?.change ?? ''}` };
    });
  return (
    <>
      <div className="flex shrink-0 items-center gap-2 px-4 pt-2 text-xs text-ink-3">
        <Select label="From version" value={first} options={titles(below)} onChange={setFrom} />
        to
        <Select label="To version" value={second} options={titles(layers.slice(1))} onChange={setTo} />
      </div>
      {children(Number(first), Number(second))}
    </>
  );
}
