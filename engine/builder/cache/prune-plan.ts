import type { BuildCachePruneRequest, BuildCacheRecord } from '../../api/types/build-cache.ts';
import { fault } from '../../base/errors.ts';
import { hasLabel } from '../../base/labels.ts';
import { untilMs } from '../../base/until.ts';

/** A part of the cache, with what deciding about it takes. */
export interface Prunable extends BuildCacheRecord {
  readonly labels: Readonly<Record<string, string>>;
}

/** What is known of the disk and the clock. */
interface Circumstances {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Bytes. */
  readonly diskFree: number;
}

/**
 * Which parts go, least recently used first and nothing before what stands on it: those that no build under way and no named
 * image needs (`all`: the latter too, though they free nothing), that the filters allow, until what stays is as small as asked.
 * The rules of the bounds are BuildKit's. Throws `invalid` for filters that Docker does not know.
 */
export function planPrune(
  parts: readonly Prunable[],
  request: BuildCachePruneRequest,
  circumstances: Circumstances,
): readonly Prunable[] {
  const allowed = allowedBy(request.filters, circumstances.now);
  const order = inOrder(parts.filter((part) => !part.InUse && (request.all || !part.Shared)));
  let left = sizeOf(parts);
  const bound = boundOf(request, left, circumstances);
  const kept = new Set(parts.map(({ ID }) => ID));
  const going: Prunable[] = [];
  for (const part of order) {
    if (bound !== undefined && left <= bound) break;
    const isNeeded = parts.some(({ ID, Parents }) => kept.has(ID) && Parents?.includes(part.ID) === true);
    if (!allowed(part) || (isNeeded && !part.Shared)) continue;
    going.push(part);
    kept.delete(part.ID);
    if (!part.Shared) left -= part.Size;
  }
  return going;
}

/** Bytes of what is the cache's alone. */
function sizeOf(parts: readonly Prunable[]): number {
  return parts.reduce((sum, { Shared, Size }) => (Shared ? sum : sum + Size), 0);
}

/** How many bytes may stay; undefined: everything that may go goes. */
function boundOf(
  { maxUsedSpace, reservedSpace, minFreeSpace }: BuildCachePruneRequest,
  total: number,
  { diskFree }: Circumstances,
): number | undefined {
  if (maxUsedSpace === 0 && reservedSpace === 0 && minFreeSpace === 0) return undefined;
  const forFree = minFreeSpace > diskFree ? total - (minFreeSpace - diskFree) : Number.POSITIVE_INFINITY;
  const most = maxUsedSpace > 0 ? maxUsedSpace : minFreeSpace > 0 ? Number.POSITIVE_INFINITY : 0;
  return Math.max(reservedSpace, Math.min(most, forFree));
}

/** What stands on something was used no earlier than that, whatever the clock says. */
function inOrder(parts: readonly Prunable[]): readonly Prunable[] {
  const byId = new Map(parts.map((part) => [part.ID, part]));
  const used = new Map<string, number>();
  const depths = new Map<string, number>();
  const depthOf = (part: Prunable): number => {
    const known = depths.get(part.ID);
    if (known !== undefined) return known;
    const below = byId.get(part.Parents?.[0] ?? '');
    const depth = below === undefined ? 0 : depthOf(below) + 1;
    depths.set(part.ID, depth);
    return depth;
  };
  const fromTop = [...parts].sort((one, other) => depthOf(other) - depthOf(one));
  for (const part of fromTop) {
    const own = Math.max(used.get(part.ID) ?? 0, Date.parse(part.LastUsedAt));
    used.set(part.ID, own);
    const [below = ''] = part.Parents ?? [];
    used.set(below, Math.max(used.get(below) ?? 0, own));
  }
  return fromTop.sort((one, other) => (used.get(one.ID) ?? 0) - (used.get(other.ID) ?? 0));
}

type Rule = (part: Prunable) => boolean;

function allowedBy(filters: BuildCachePruneRequest['filters'], now: number): Rule {
  const rules = [...filters].map(([key, values]) => ruleOf(key, values, now));
  return (part) => rules.every((rule) => rule(part));
}

function ruleOf(key: string, values: readonly string[], now: number): Rule {
  const isOneOf = (text: string) => values.includes(text);
  switch (key) {
    case 'until':
    case 'unused-for': {
      if (values.length > 1) throw fault('invalid', `filter "${key}" has more than one value`);
      const limit = Math.min(...values.map((value) => untilMs(value, now)));
      return ({ LastUsedAt }) => Date.parse(LastUsedAt) < limit;
    }
    case 'id':
      return ({ ID }) => values.some((value) => ID.startsWith(value.replace(/^sha256:/, '')));
    case 'parent':
    case 'parents':
      return ({ Parents }) =>
        values.some((value) => Parents?.some((id) => id.startsWith(value.replace(/^sha256:/, ''))) === true);
    case 'type':
      return ({ Type }) => isOneOf(Type);
    case 'description':
      return ({ Description }) => values.some((value) => Description.includes(value));
    case 'inuse':
      return ({ InUse }) => isOneOf(String(InUse));
    case 'shared':
      return ({ Shared }) => isOneOf(String(Shared));
    case 'private':
      return ({ Shared }) => isOneOf(String(!Shared));
    case 'label':
      return ({ labels }) => values.every((value) => hasLabel(labels, value));
    case 'label!':
      return ({ labels }) => !values.some((value) => hasLabel(labels, value));
    default:
      throw fault('invalid', `invalid filter '${key}'`);
  }
}
