import type { Filters } from '../api/backends/filters.ts';
import { fault } from '../base/errors.ts';
import { hasLabel } from '../base/labels.ts';
import { familiarName, familiarReference, type Reference } from '../base/reference.ts';
import { untilMs } from '../base/until.ts';
import {
  type Catalogue,
  childrenOf,
  find,
  type NameRecord,
  namesByImage,
  type StoredImage,
} from './catalogue.ts';
import { pathMatch } from './path-match.ts';

/** An image that passed the filters, with the names that did. */
export interface Listed {
  readonly image: StoredImage;
  readonly names: readonly NameRecord[];
}

type Test = (image: StoredImage) => boolean;

/**
 * The images that `docker images` shows. Without `all`, nameless images that others were made from are left out. Throws
 * `invalid` for an unknown filter or value, `not-found` when `before` or `since` name no image.
 */
export function filterImages(
  catalogue: Catalogue,
  options: { readonly all: boolean; readonly filters: Filters; readonly now: number },
): Listed[] {
  const tests = [...options.filters].map(([key, values]) => testOf(catalogue, key, values, options.now));
  const patterns = options.filters.get('reference');
  const dangling = danglingWanted(options.filters.get('dangling'));
  const namesById = namesByImage(catalogue);
  return [...catalogue.images.values()]
    .filter((image) => tests.every((test) => test(image)))
    .flatMap((image) => {
      const all = namesById.get(image.id) ?? [];
      const names = patterns === undefined ? all : all.filter((name) => isMatch(name.reference, patterns));
      if (patterns !== undefined && names.length === 0) return [];
      const isTagged = all.some(({ reference }) => reference.digest === undefined);
      if (dangling !== undefined && dangling === isTagged) return [];
      if (all.length === 0 && !options.all && childrenOf(catalogue, image.id).length > 0) return [];
      return [{ image, names }];
    });
}

function testOf(catalogue: Catalogue, key: string, values: readonly string[], now: number): Test {
  switch (key) {
    case 'dangling':
    case 'reference':
      return () => true; // they look at names, not at images
    case 'label':
      return ({ config }) => values.every((value) => hasLabel(config.config.Labels, value));
    case 'label!':
      return ({ config }) => !values.some((value) => hasLabel(config.config.Labels, value));
    case 'before': {
      const limit = Math.min(...values.map((ref) => createdMs(find(catalogue, ref).image)));
      return (image) => createdMs(image) < limit;
    }
    case 'since': {
      const limit = Math.max(...values.map((ref) => createdMs(find(catalogue, ref).image)));
      return (image) => createdMs(image) > limit;
    }
    case 'until': {
      const limit = Math.min(...values.map((value) => untilMs(value, now)));
      return (image) => createdMs(image) < limit;
    }
    default:
      throw fault('invalid', `invalid filter '${key}'`);
  }
}

/** What the filter `dangling` asks for; undefined when it is not there. Throws `invalid` for anything but a yes or a no. */
export function danglingWanted(values: readonly string[] | undefined): boolean | undefined {
  if (values === undefined || values.length === 0) return undefined;
  const wanted = values.map((value) => {
    if (value === 'true' || value === '1') return true;
    if (value === 'false' || value === '0') return false;
    throw fault('invalid', `invalid filter 'dangling=[${values.join(' ')}]'`);
  });
  return wanted.includes(true);
}

function createdMs(image: StoredImage): number {
  const moment = Date.parse(image.config.created ?? '');
  return Number.isNaN(moment) ? 0 : moment;
}

function isMatch(reference: Reference, patterns: readonly string[]): boolean {
  const texts = [familiarReference(reference), familiarName(reference)];
  return patterns.some((pattern) => texts.some((text) => pathMatch(pattern, text)));
}
