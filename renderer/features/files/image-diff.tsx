import { useQuery } from '@tanstack/react-query';
import { CodeDiff } from '../../ui/code/lazy-code.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { nameOf, shownName } from './path-text.ts';
import type { Place } from './place.ts';
import { diffQuery } from './queries.ts';

const WORDS = {
  same: 'The content is as in the image; only mode, owner or time differ.',
  binary: 'Not a text, so there is no diff by lines.',
  'too-large': 'Too large for a diff by lines.',
} as const;

/** A file as the image has it against what it is now. */
export function ImageDiff({ place, path }: { readonly place: Place; readonly path: string }) {
  const { data, error, refetch } = useQuery(diffQuery(place, path));
  if (data === undefined) {
    return error === null ? null : (
      <LoadFailed what="The diff" error={error} onRetry={() => void refetch()} />
    );
  }
  const { result, image, now } = data;
  const sides =
    now === null
      ? 'Deleted: this is what the image has.'
      : image === null
        ? 'The image has no such file.'
        : '';
  if (result.kind !== 'text')
    return <p className="px-4 py-3 text-xs text-ink-2">{[sides, WORDS[result.kind]].join(' ')}</p>;
  return (
    <>
      <p role="status" className="shrink-0 border-b border-line px-4 py-1.5 text-xs text-ink-2">
        <span className="text-ok">+{result.added}</span> <span className="text-bad">−{result.removed}</span>{' '}
        lines compared with the image. {sides}
      </p>
      <CodeDiff
        label={`Diff of ${shownName(path)}`}
        name={nameOf(path)}
        before={result.before}
        after={result.after}
      />
    </>
  );
}
