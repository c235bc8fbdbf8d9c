import { setImmediate as breathe } from 'node:timers/promises';
import { KIND } from '../../layers/index/layer-index.ts';
import { nameOfPath, spellPath } from '../timeline.ts';
import { isSeen, kindAt, type View } from '../view.ts';
import type { Rule } from './rules.ts';

/** Stands for "no rule". */
export const NO_RULE = 0xff;

/** So many paths are looked at before the event loop turns, some milliseconds. */
const SLICE = 20_000;

/** Which rule each path that is seen falls under, by its number among `rules`. */
export async function classify(view: View, rules: readonly Rule[]): Promise<Uint8Array> {
  const { timeline } = view;
  const folderRules = byLastPart(rules);
  const endings = new Map(
    rules.flatMap((rule, number) => (rule.endings ?? []).map((ending) => [ending, number])),
  );
  const found = new Uint8Array(timeline.paths).fill(NO_RULE);
  for (let path = 1; path < timeline.paths; path++) {
    if (path % SLICE === 0) await breathe();
    if (!isSeen(view, path)) continue;
    const inherited = found[timeline.parent[path] ?? 0] ?? NO_RULE;
    if (inherited !== NO_RULE) {
      found[path] = inherited;
      continue;
    }
    const name = nameOfPath(timeline, path);
    if (kindAt(view, path) !== KIND.directory) {
      const dot = name.lastIndexOf('.');
      found[path] = (dot > 0 ? endings.get(name.slice(dot)) : undefined) ?? NO_RULE;
      continue;
    }
    const candidates = folderRules.get(name);
    if (candidates === undefined) continue;
    const place = `/${spellPath(timeline, path)}`;
    found[path] = candidates.find(({ pattern }) => pattern.test(place))?.number ?? NO_RULE;
  }
  return found;
}

/** Few folders are called like the last part of a rule's, so the patterns are seldom tried. */
function byLastPart(rules: readonly Rule[]) {
  const parts = new Map<string, { readonly number: number; readonly pattern: RegExp }[]>();
  for (const [number, rule] of rules.entries()) {
    for (const folder of rule.folders ?? []) {
      const last = folder.slice(folder.lastIndexOf('/') + 1);
      const known = parts.get(last) ?? [];
      parts.set(last, [...known, { number, pattern: patternOf(folder) }]);
    }
  }
  return parts;
}

function patternOf(folder: string): RegExp {
  const source = folder.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(folder.startsWith('/') ? `^${source}$` : `/${source}$`);
}
