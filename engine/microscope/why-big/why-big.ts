import type { BigCause, ImageStep, ImageWhyBig } from '../../api/types/microscope.ts';
import { readableName } from '../../disk/tar-header.ts';
import { KIND } from '../../layers/index/layer-index.ts';
import { sameContents } from '../duplicates.ts';
import type { Loss } from '../losses.ts';
import { stepOfLayer } from '../steps.ts';
import { spellPath } from '../timeline.ts';
import { isSeen, kindAt, ownBytes, type View } from '../view.ts';
import { classify, NO_RULE } from './classify.ts';
import { RULES } from './rules.ts';

/** A file is worth a word of its own from this size on, or from this part of the image. */
const LARGE_BYTES = 10 * 1024 * 1024;
const LARGE_PART = 0.05;
const MOST_LARGE = 10;

const MOST_EXAMPLES = 10;

/** Bytes of one file that a cause would save. */
interface Saving {
  readonly path: number;
  readonly layer: number;
  readonly bytes: number;
}

type Words = Pick<BigCause, 'kind' | 'title' | 'suggestion'>;

const OVERWRITTEN: Words = {
  kind: 'overwritten',
  title: 'files written again by a later step',
  suggestion:
    'Each version stays in its layer. Write the file once, in its last form; for "chmod" and "chown" use COPY --chmod and --chown.',
};
const DELETED: Words = {
  kind: 'deleted-later',
  title: 'files deleted by a later step',
  suggestion:
    'A later step cannot make an earlier layer smaller. Delete in the same RUN that writes, or build in another stage.',
};
const DUPLICATES: Words = {
  kind: 'duplicates',
  title: 'the same content in several places',
  suggestion: 'Keep one copy and make links to it ("ln"), or COPY it to one place only.',
};
const LARGE: Words = {
  kind: 'large-file',
  title: 'single large files',
  suggestion:
    'Look whether it is needed at run time; archives and installers seldom are. Data may be a volume.',
};

/** What would make the image smaller, the largest first; each file counts once. `view` is that of the top layer. */
export function whyBig(
  view: View,
  parts: { readonly losses: readonly Loss[]; readonly steps: readonly ImageStep[]; readonly size: number },
): Omit<ImageWhyBig, 'image'> {
  const { losses, steps, size } = parts;
  const rules = classify(view, RULES);
  const isFree = (path: number) => rules[path] === NO_RULE;
  const large = largeFiles(view, isFree, Math.max(LARGE_BYTES, size * LARGE_PART));
  const isLarge = new Set(large.map(({ path }) => path));
  const lost = (how: Loss['how']): Saving[] =>
    losses
      .filter((loss) => loss.how === how)
      .map(({ path, version, bytes }) => ({ path, bytes, layer: view.timeline.layer[version] ?? 0 }));
  const causes = [
    { words: OVERWRITTEN, savings: lost('overwritten') },
    { words: DELETED, savings: lost('deleted') },
    ...RULES.map((words, number) => ({ words, savings: filesUnder(view, rules, number) })),
    { words: DUPLICATES, savings: furtherCopies(view, (path) => isFree(path) && !isLarge.has(path)) },
    { words: LARGE, savings: large },
  ]
    .filter(({ savings }) => savings.some(({ bytes }) => bytes > 0))
    .map(({ words, savings }) => causeOf(view, words, savings, steps))
    .sort((a, b) => b.bytes - a.bytes);
  return { size, bytes: causes.reduce((sum, { bytes }) => sum + bytes, 0), causes };
}

function causeOf(
  view: View,
  words: Words,
  savings: readonly Saving[],
  steps: readonly ImageStep[],
): BigCause {
  const places = new Map<number, { bytes: number; files: number }>();
  let bytes = 0;
  for (const saving of savings) {
    const place = places.get(saving.layer) ?? { bytes: 0, files: 0 };
    bytes += saving.bytes;
    places.set(saving.layer, { bytes: place.bytes + saving.bytes, files: place.files + 1 });
  }
  const largest = savings.toSorted((a, b) => b.bytes - a.bytes).slice(0, MOST_EXAMPLES);
  return {
    kind: words.kind,
    title: words.title,
    bytes,
    files: savings.length,
    suggestion: words.suggestion,
    places: [...places]
      .map(([layer, count]) => {
        const step = stepOfLayer(steps, layer);
        return { layer, step: step?.step ?? null, line: step?.line ?? null, ...count };
      })
      .sort((a, b) => b.bytes - a.bytes),
    examples: largest.map((saving) => ({
      path: `/${readableName(spellPath(view.timeline, saving.path))}`,
      bytes: saving.bytes,
      layer: saving.layer,
    })),
  };
}

function filesUnder(view: View, rules: Uint8Array, number: number): Saving[] {
  const savings: Saving[] = [];
  for (const [path, rule] of rules.entries()) if (rule === number) savings.push(...savingAt(view, path));
  return savings;
}

function furtherCopies(view: View, counts: (path: number) => boolean): Saving[] {
  return sameContents(view, counts).flatMap(({ paths }) =>
    paths.slice(1).flatMap((path) => savingAt(view, path)),
  );
}

function largeFiles(view: View, counts: (path: number) => boolean, least: number): Saving[] {
  const savings: Saving[] = [];
  for (let path = 1; path < view.timeline.paths; path++) {
    if (!counts(path)) continue;
    for (const saving of savingAt(view, path)) if (saving.bytes >= least) savings.push(saving);
  }
  return savings.sort((a, b) => b.bytes - a.bytes).slice(0, MOST_LARGE);
}

/** A file that is seen, as something to save; nothing for the rest and for further names of a file. */
function savingAt(view: View, path: number): Saving[] {
  if (!isSeen(view, path) || kindAt(view, path) !== KIND.file) return [];
  const version = view.version[path] ?? 0;
  const bytes = ownBytes(view.timeline, version);
  return bytes === 0 ? [] : [{ path, bytes, layer: view.timeline.layer[version] ?? 0 }];
}
