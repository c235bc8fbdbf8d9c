import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { TextInput } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Select } from '../../../ui/select.tsx';
import { EMPTY_MOUNT, type MountRow } from '../mount-rows.ts';
import { imageOffersQuery, NO_OFFERS, volumeNamesQuery } from '../queries.ts';

interface MountsEditorProps {
  readonly rows: readonly MountRow[];
  /** One that is here, whose volumes can be offered. */
  readonly image: string | undefined;
  readonly error: string | undefined;
  /** A container that is there keeps its volumes. */
  readonly isEdit: boolean;
  readonly onChange: (rows: readonly MountRow[]) => void;
}

const KINDS = [
  { value: 'volume', title: 'Volume' },
  { value: 'bind', title: 'Host folder' },
  { value: 'tmpfs', title: 'Memory' },
] as const;

/** Volumes, folders of the host and memory, each with its place in the container. */
export function MountsEditor({ rows, image, error, isEdit, onChange }: MountsEditorProps) {
  const heading = useId();
  const { data: names = [] } = useQuery(volumeNamesQuery);
  const { data: { volumes } = NO_OFFERS } = useQuery({
    ...imageOffersQuery(image ?? ''),
    enabled: image !== undefined,
  });
  const offered = volumes.filter((path) => !rows.some(({ target }) => target === path));
  const change = (index: number, part: Partial<MountRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <div role="group" aria-labelledby={heading}>
      <div className="mb-1 flex items-center gap-1">
        <span id={heading} className="mr-auto text-xs font-medium text-ink-2">
          Volumes and folders
        </span>
        {offered.slice(0, 3).map((path) => (
          <Button
            key={path}
            size="sm"
            variant="quiet"
            title={`The image keeps data in ${path}`}
            onClick={() => onChange([...rows, { ...EMPTY_MOUNT, target: path }])}
          >
            Keep <span className="max-w-40 truncate">{path}</span>
          </Button>
        ))}
        <Button
          size="sm"
          variant="quiet"
          icon={<Plus size={14} />}
          onClick={() => onChange([...rows, EMPTY_MOUNT])}
        >
          Add mount
        </Button>
      </div>
      <div className="flex flex-col gap-1.5">
        {rows.map((row, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity besides their place.
            key={index}
            role="group"
            aria-label={`Mount ${index + 1}`}
            className="grid grid-cols-[7.5rem_minmax(0,1fr)_auto_minmax(0,1fr)_auto_auto] items-center gap-1.5"
          >
            <Select
              label={`Kind of mount ${index + 1}`}
              value={row.kind}
              options={KINDS}
              onChange={(kind) => change(index, { kind, source: '', options: '' })}
            />
            <div className="min-w-0">
              <MountSource
                row={row}
                at={index + 1}
                names={names}
                unnamed={isEdit ? 'Without a name; kept' : 'New, without a name'}
                onChange={(source) => change(index, { source })}
              />
            </div>
            <span aria-hidden className="text-ink-3">
              →
            </span>
            <TextInput
              aria-label={`Place in the container ${index + 1}`}
              placeholder="/path/in/the/container"
              value={row.target}
              onChange={(event) => change(index, { target: event.target.value.trim() })}
              className="font-mono text-xs"
            />
            <span className="flex shrink-0 items-center gap-1.5 px-1 text-xs text-ink-2">
              <Checkbox
                label={`Read only ${index + 1}`}
                checked={row.readOnly}
                onChange={(readOnly) => change(index, { readOnly })}
              />
              <span aria-hidden>Read only</span>
              {row.options === '' ? null : (
                <code className="max-w-24 truncate text-2xs text-ink-3" title={row.options}>
                  {row.options}
                </code>
              )}
            </span>
            <IconButton
              size="sm"
              label={`Remove mount ${index + 1}`}
              icon={<X size={14} />}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            />
          </div>
        ))}
      </div>
      <p className="min-h-4 text-xs text-bad">{error}</p>
    </div>
  );
}

interface MountSourceProps {
  readonly row: MountRow;
  readonly at: number;
  readonly names: readonly string[];
  readonly unnamed: string;
  readonly onChange: (source: string) => void;
}

function MountSource({ row: { kind, source }, at, names, unnamed, onChange }: MountSourceProps) {
  switch (kind) {
    case 'volume':
      return (
        <Combobox
          aria-label={`Volume ${at}`}
          placeholder={unnamed}
          value={source}
          options={names}
          className="font-mono text-xs"
          onChange={(name) => onChange(name.trim())}
        />
      );
    case 'bind':
      return (
        <TextInput
          aria-label={`Folder of the host ${at}`}
          placeholder="/path/on/the/host"
          value={source}
          onChange={(event) => onChange(event.target.value.trim())}
          className="font-mono text-xs"
        />
      );
    case 'tmpfs':
      return <p className="truncate px-2 text-xs text-ink-3">Gone when the container stops</p>;
  }
}
