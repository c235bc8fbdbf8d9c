import { Lightbulb } from 'lucide-react';
import { Link } from 'react-router';
import type { BigCause } from '../../../engine/api/types/microscope.ts';
import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { instructionOf } from './instruction.ts';
import { placeAddress } from './use-place.ts';

interface CauseCardProps {
  readonly image: string;
  readonly cause: BigCause;
  readonly rank: number;
  readonly largest: number;
}

export function CauseCard({ image, cause, rank, largest }: CauseCardProps) {
  const { title, bytes, files, suggestion, places, examples } = cause;
  return (
    <li aria-label={title} className="rounded-lg border border-line p-4">
      <div className="flex items-baseline gap-3">
        <span className="text-xs text-ink-3">{rank}</span>
        <h3 className="min-w-0 flex-1 text-sm font-semibold text-ink">{capital(title)}</h3>
        <span className="text-xs text-ink-3">{counted(files, 'file')}</span>
        <span className="text-sm font-semibold text-ink tabular-nums">{formatBytes(bytes)}</span>
      </div>
      <span aria-hidden className="mt-2 block h-1 rounded-full bg-pressed">
        <span
          className="block h-full rounded-full bg-accent"
          style={{ width: `${(bytes / Math.max(1, largest)) * 100}%` }}
        />
      </span>
      <p className="mt-3 flex gap-2 text-sm text-ink">
        <Lightbulb size={15} className="mt-0.5 shrink-0 text-warn" />
        <span className="selectable">{suggestion}</span>
      </p>
      {places.length === 0 ? null : (
        <ul aria-label="Where it comes from" className="mt-3 flex flex-col gap-1">
          {places.slice(0, 4).map((place) => (
            <li key={place.layer} className="flex items-baseline gap-3 text-xs">
              <Link to={placeAddress(image, { layer: place.layer })} className="shrink-0">
                Layer {place.layer}
              </Link>
              <code
                className="selectable min-w-0 flex-1 truncate font-mono text-2xs text-ink-2"
                title={place.line ?? ''}
              >
                {place.line === null ? 'instruction not recorded' : plainLine(place.line)}
              </code>
              <span className="shrink-0 text-ink-2 tabular-nums">{formatBytes(place.bytes)}</span>
            </li>
          ))}
        </ul>
      )}
      {examples.length === 0 ? null : (
        <details className="mt-2 text-xs text-ink-2">
          <summary className="cursor-default text-ink-3 hover:text-ink">Largest of them</summary>
          <ul className="mt-1 flex flex-col gap-0.5 pl-3">
            {examples.map(({ path, bytes: size, layer }) => (
              <li key={`${layer} ${path}`} className="flex gap-3">
                <Link
                  to={placeAddress(image, { layer, path })}
                  className="min-w-0 flex-1 truncate font-mono text-2xs"
                  title={path}
                >
                  {path}
                </Link>
                <span className="shrink-0 tabular-nums">{formatBytes(size)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
}

function plainLine(line: string): string {
  const { name, rest } = instructionOf(line);
  return `${name} ${rest}`.trim();
}
