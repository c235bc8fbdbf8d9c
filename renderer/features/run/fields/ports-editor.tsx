import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { TextInput } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Select } from '../../../ui/select.tsx';
import { EMPTY_PORT, type PortRow } from '../port-rows.ts';
import { imageOffersQuery, NO_OFFERS } from '../queries.ts';
import { PortConflict } from './port-conflict.tsx';

interface PortsEditorProps {
  readonly rows: readonly PortRow[];
  /** One that is here, whose ports can be offered. */
  readonly image: string | undefined;
  readonly error: string | undefined;
  /** Its own ports are not taken by somebody else. */
  readonly edited: string | undefined;
  readonly publishAll: boolean;
  readonly onPublishAll: (publishAll: boolean) => void;
  readonly onChange: (rows: readonly PortRow[]) => void;
}

const EVERYWHERE = 'everywhere';
const ADDRESSES = [
  { value: EVERYWHERE, title: 'Open to everybody' },
  { value: '127.0.0.1', title: 'This machine only' },
];
const PROTOCOLS = [
  { value: 'tcp', title: 'TCP' },
  { value: 'udp', title: 'UDP' },
  { value: 'sctp', title: 'SCTP' },
] as const;

/** Ports to publish, each with who holds it when it is taken. */
export function PortsEditor({
  rows,
  image,
  error,
  edited,
  publishAll,
  onPublishAll,
  onChange,
}: PortsEditorProps) {
  const heading = useId();
  const { data: { ports: exposed } = NO_OFFERS } = useQuery({
    ...imageOffersQuery(image ?? ''),
    enabled: image !== undefined,
  });
  const change = (index: number, part: Partial<PortRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  const offered = exposed.flatMap((key) => {
    const [port = '', protocol] = key.split('/');
    const known = rows.some((row) => row.port === port && row.protocol === protocol);
    return known || (protocol !== 'tcp' && protocol !== 'udp') ? [] : [{ key, port, protocol } as const];
  });
  return (
    <div role="group" aria-labelledby={heading}>
      <div className="mb-1 flex items-center gap-1">
        <span id={heading} className="mr-auto text-xs font-medium text-ink-2">
          Ports
        </span>
        {offered.slice(0, 4).map(({ key, port, protocol }) => (
          <Button
            key={key}
            size="sm"
            variant="quiet"
            title={`The image listens on ${key}`}
            onClick={() => onChange([...rows, { ...EMPTY_PORT, hostPort: port, port, protocol }])}
          >
            Publish {key}
          </Button>
        ))}
        {exposed.length === 0 && !publishAll ? null : (
          <span className="flex shrink-0 items-center gap-1.5 px-2 text-xs text-ink-2">
            <Checkbox label="Publish all ports of the image" checked={publishAll} onChange={onPublishAll} />
            <span aria-hidden title="Each on any free port of the host">
              All
            </span>
          </span>
        )}
        <Button
          size="sm"
          variant="quiet"
          icon={<Plus size={14} />}
          onClick={() => onChange([...rows, EMPTY_PORT])}
        >
          Add port
        </Button>
      </div>
      <div className="flex flex-col gap-1.5">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity besides their place.
          <div key={index} role="group" aria-label={`Port ${index + 1}`}>
            <div className="flex items-center gap-1.5">
              <TextInput
                aria-label={`Host port ${index + 1}`}
                placeholder="Any free port"
                inputMode="numeric"
                value={row.hostPort}
                autoFocus={row.hostPort === '' && row.port === ''}
                onChange={(event) => change(index, { hostPort: event.target.value.trim() })}
                className="max-w-36 font-mono text-xs"
              />
              <span aria-hidden className="text-ink-3">
                →
              </span>
              <TextInput
                aria-label={`Container port ${index + 1}`}
                placeholder="In the container"
                inputMode="numeric"
                value={row.port}
                onChange={(event) => change(index, { port: event.target.value.trim() })}
                className="max-w-36 font-mono text-xs"
              />
              <Select
                label={`Protocol ${index + 1}`}
                value={row.protocol}
                options={PROTOCOLS}
                onChange={(protocol) => change(index, { protocol })}
              />
              <Select
                label={`Open to ${index + 1}`}
                value={row.address === '' ? EVERYWHERE : row.address}
                options={addressesWith(row.address)}
                onChange={(next) => change(index, { address: next === EVERYWHERE ? '' : next })}
              />
              <IconButton
                size="sm"
                label={`Remove port ${index + 1}`}
                icon={<X size={14} />}
                className="ml-auto"
                onClick={() => onChange(rows.filter((_, at) => at !== index))}
              />
            </div>
            <PortConflict
              row={row}
              edited={edited}
              onUse={(port) => change(index, { hostPort: String(port) })}
            />
          </div>
        ))}
      </div>
      <p className="min-h-4 text-xs text-bad">{error}</p>
    </div>
  );
}

/** One that neither choice says is a choice of its own. */
function addressesWith(address: string) {
  const isOther = address !== '' && ADDRESSES.every(({ value }) => value !== address);
  return isOther ? [...ADDRESSES, { value: address, title: `Only at ${address}` }] : ADDRESSES;
}
