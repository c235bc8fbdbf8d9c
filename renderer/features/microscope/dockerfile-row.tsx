import { Link } from 'react-router';
import { Ago } from '../../ui/ago.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import type { DockerfileLine } from './dockerfile-lines.ts';
import { placeAddress } from './use-place.ts';

interface DockerfileRowProps {
  readonly image: string;
  readonly line: DockerfileLine;
  readonly largest: number;
}

export function DockerfileRow({ image, line, largest }: DockerfileRowProps) {
  const { number, name, rest, comment, created, size, layer } = line;
  return (
    <tr className="align-top hover:bg-hover">
      <td className="py-1.5 pr-3 pl-5 text-right font-mono text-xs leading-5 text-ink-3 select-none">
        {number}
      </td>
      <td className="selectable px-2 py-1.5 font-mono text-xs leading-5 break-words whitespace-pre-wrap">
        {name === '' ? null : <span className="font-semibold text-accent-text">{name} </span>}
        {rest === '' && name === '' ? <span className="text-ink-3">Not recorded</span> : rest}
        {comment === '' || comment.startsWith('buildkit') ? null : (
          <span className="block text-ink-3"># {comment}</span>
        )}
      </td>
      <td className="invisible truncate px-0 py-1.5 text-xs leading-5 text-ink-3 min-[1000px]:visible min-[1000px]:px-2">
        {created === undefined ? null : <Ago time={created} />}
      </td>
      <td className="py-1.5 pr-5 pl-2 text-right text-xs leading-5 tabular-nums">
        {layer === null ? (
          <span className="text-ink-3">no layer</span>
        ) : layer === undefined ? (
          formatBytes(size)
        ) : (
          <Link to={placeAddress(image, { layer })} title={`Show layer ${layer}`}>
            {formatBytes(size)}
          </Link>
        )}
        <span className="mt-0.5 block h-0.5" aria-hidden>
          <span
            className="ml-auto block h-full rounded-full bg-accent/60"
            style={{ width: `${(size / largest) * 100}%` }}
          />
        </span>
      </td>
    </tr>
  );
}
