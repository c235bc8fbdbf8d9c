import { useState } from 'react';
import type { ImageComparison } from '../../../engine/api/types/microscope.ts';
import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { ComparedFiles } from './compared-files.tsx';
import { ComparedTable } from './compared-table.tsx';
import { signed } from './signed.ts';

type Part = 'files' | 'packages' | 'configuration';

export function Comparison({ data }: { readonly data: ImageComparison }) {
  const { from, to, sharedLayers, files, packages, configuration } = data;
  const [part, setPart] = useState<Part>('files');
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line px-5 pb-3">
        <p className="text-xs text-ink-2">
          {signed(to.size - from.size)} ({formatBytes(from.size)} → {formatBytes(to.size)}),{' '}
          {counted(sharedLayers, 'layer')} in common, {to.layers - sharedLayers} of its own
        </p>
        <Segmented
          label="Show differences of"
          value={part}
          onChange={setPart}
          options={[
            { value: 'files', title: `Files (${files.total.toLocaleString('en')})` },
            { value: 'packages', title: `Packages (${packages.length})` },
            { value: 'configuration', title: `Settings (${configuration.length})` },
          ]}
        />
      </div>
      {part === 'files' ? <ComparedFiles files={files} /> : null}
      {part === 'packages' ? (
        <ComparedTable
          label="Packages that differ"
          nothing="The same packages in the same versions."
          rows={packages.map(({ manager, name, architecture, from: before, to: after, change }) => ({
            key: `${manager} ${name} ${architecture}`,
            name,
            detail: change,
            before,
            after,
          }))}
        />
      ) : null}
      {part === 'configuration' ? (
        <ComparedTable
          label="Settings that differ"
          nothing="The same configuration."
          rows={configuration.map(({ field, key, from: before, to: after }) => ({
            key: `${field} ${key ?? ''}`,
            name: key === null ? field : `${field} ${key}`,
            detail: before === null ? 'added' : after === null ? 'removed' : 'changed',
            before,
            after,
          }))}
        />
      ) : null}
    </>
  );
}
