import { setImmediate as breathe } from 'node:timers/promises';
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

/** So many files are looked at before the event loop turns, some milliseconds. */
const SLICE = 20_000;

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
export async function whyBig(
  view: View,
  parts: { readonly losses: readonly Loss[]; readonly steps: readonly ImageStep[]; readonly size: number },
): Promise<Omit<ImageWhyBig, 'image'>> {
  const { losses, steps, size } = parts;
  const byRule = await savingsByRule(view);
  const free = byRule.get(NO_RULE) ?? [];
  const least = Math.max(LARGE_BYTES, size * LARGE_PART);
  const large = largest(
    free.filter(({ bytes }) => bytes >= least),
    MOST_LARGE,
  );
  const isLarge = new Set(large.map(({ path }) => path));
  const rest = free.filter(({ path }) => !isLarge.has(path));
  const lost = (how: Loss['how']): Saving[] =>
    losses
      .filter((loss) => loss.how === how)
      .map(({ path, version, bytes }) => ({ path, bytes, layer: view.timeline.layer[version] ?? 0 }));
  const causes = [
    { words: OVERWRITTEN, savings: lost('overwritten') },
    { words: DELETED, savings: lost('deleted') },
    ...RULES.map((words, number) => ({ words, savings: byRule.get(number) ?? [] })),
    { words: DUPLICATES, savings: await furtherCopies(view, rest) },
    { words: LARGE, savings: large },
  ]
    .filter(({ savings }) => savings.length > 0)
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
  const examples = largest(savings, MOST_EXAMPLES);
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
    examples: examples.map((saving) => ({
      path: `/${readableName(spellPath(view.timeline, saving.path))}`,
      bytes: saving.bytes,
      layer: saving.layer,
    })),
  };
}

/** Every file that is seen as something to save, by the rule that it falls under. Further names of a file save nothing. */
async function savingsByRule(view: View): Promise<ReadonlyMap<number, readonly Saving[]>> {
  const { timeline } = view;
  const rules = await classify(view, RULES);
  const byRule = new Map<number, Saving[]>();
  for (let path = 1; path < timeline.paths; path++) {
    if (path % SLICE === 0) await breathe();
    if (!isSeen(view, path) || kindAt(view, path) !== KIND.file) continue;
    const saving = savingAt(view, path);
    if (saving.bytes === 0) continue;
    const known = byRule.get(rules[path] ?? NO_RULE);
    if (known === undefined) byRule.set(rules[path] ?? NO_RULE, [saving]);
    else known.push(saving);
  }
  return byRule;
}

/** All copies but the first of each content. */
async function furtherCopies(view: View, savings: readonly Saving[]): Promise<Saving[]> {
  const counts = new Uint8Array(view.timeline.paths);
  for (const { path } of savings) counts[path] = 1;
  const contents = await sameContents(view, (path) => counts[path] === 1);
  return contents.flatMap(({ paths }) => paths.slice(1).map((path) => savingAt(view, path)));
}

function savingAt(view: View, path: number): Saving {
  const version = view.version[path] ?? 0;
  return { path, bytes: ownBytes(view.timeline, version), layer: view.timeline.layer[version] ?? 0 };
}

/** The largest few, without sorting all of them; of two alike the earlier one first. */
function largest(savings: readonly Saving[], most: number): Saving[] {
  const found: Saving[] = [];
  for (const saving of savings) {
    if (found.length === most && saving.bytes <= (found.at(-1)?.bytes ?? 0)) continue;
    const smaller = found.findIndex(({ bytes }) => bytes < saving.bytes);
    found.splice(smaller === -1 ? found.length : smaller, 0, saving);
    if (found.length > most) found.pop();
  }
  return found;
}
