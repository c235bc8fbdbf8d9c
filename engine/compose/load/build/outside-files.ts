import type { Place, Places } from '../../model/place.ts';
import { parseEnv, parseRawEnv } from '../env/parse-env.ts';
import { faultAt } from '../fault.ts';
import type { Lookup } from '../interpolate/template.ts';
import type { Run } from '../run.ts';
import type { RawService } from './raw.ts';

type Texts = Readonly<Record<string, string>>;

/** The variables of a service's env files; later files win. What a file only names comes from `lookup`. */
export async function variablesOfFiles(
  run: Run,
  places: Places,
  name: string,
  service: RawService,
  lookup: Lookup,
): Promise<Texts> {
  const variables = new Map<string, string>();
  for (const [index, { path, required = true, format }] of (service.env_file ?? []).entries()) {
    const at = ['services', name, 'env_file', index];
    const place = placeOf(places, at);
    const text = await run.text(path, place);
    if (text === undefined && required) throw faultAt(place, `env file ${path} not found`, at);
    const known: Lookup = (key) => lookup(key) ?? variables.get(key);
    const entries = format === 'raw' ? parseRawEnv(path, text ?? '') : parseEnv(path, text ?? '', known);
    for (const [key, value] of entries) {
      const resolved = value ?? lookup(key);
      if (resolved !== undefined) variables.set(key, resolved);
    }
  }
  return Object.fromEntries(variables);
}

/** The labels of a service's label files; later files win. */
export async function labelsOfFiles(
  run: Run,
  places: Places,
  name: string,
  service: RawService,
): Promise<Texts> {
  const labels = new Map<string, string>();
  for (const [index, path] of (service.label_file ?? []).entries()) {
    const at = ['services', name, 'label_file', index];
    const place = placeOf(places, at);
    const text = await run.text(path, place);
    if (text === undefined) throw faultAt(place, `label file ${path} not found`, at);
    for (const [key, value] of parseEnv(path, text, () => undefined)) labels.set(key, value ?? '');
  }
  return Object.fromEntries(labels);
}

function placeOf(places: Places, path: readonly (string | number)[]): Place {
  const place = places.of(path);
  if (!place) throw new Error('a loaded tree has a place for its top');
  return place;
}
