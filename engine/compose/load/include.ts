import { dirname, join } from 'node:path';
import type { FieldPath, Place } from '../model/place.ts';
import { placeText } from '../model/place.ts';
import { parseEnv } from './env/parse-env.ts';
import { faultAt, problemAt } from './fault.ts';
import { absolutePath, isElsewhere } from './form/context.ts';
import { settled } from './merge/merge-trees.ts';
import type { Run, Scope, Wanted } from './run.ts';
import { get, type MapNode, map, type Node, textOf, withEntry } from './tree/node.ts';
import { plain } from './tree/plain.ts';

const IMPORTED = ['services', 'networks', 'volumes', 'configs', 'secrets', 'models'];

/** Loads files into one tree; `within` are the files whose includes led there. */
type LoadModel = (
  run: Run,
  scope: Scope,
  files: readonly Wanted[],
  within: readonly string[],
) => Promise<Node>;

/**
 * A document together with the projects that it includes: each is loaded for itself, with its own folder and its own
 * defaults for templates, and its services and resources are taken over.
 */
export async function withIncludes(
  run: Run,
  scope: Scope,
  document: Node,
  within: readonly string[],
  load: LoadModel,
): Promise<Node> {
  const includes = get(document, 'include');
  if (document.kind !== 'map' || includes?.kind !== 'seq') return document;
  let result = withEntry(document, 'include', undefined);
  if (includes.tag === 'reset') return result;
  for (const [index, item] of settledItems(includes).entries()) {
    const included = await loadIncluded(run, scope, item, within, ['include', index], load);
    for (const key of IMPORTED) result = withImported(run, result, included, key);
  }
  return result;
}

async function loadIncluded(
  run: Run,
  scope: Scope,
  item: Node,
  within: readonly string[],
  path: FieldPath,
  load: LoadModel,
): Promise<Node> {
  const wanted = texts(get(item, 'path')).map(({ text, place }) => {
    if (isElsewhere(text)) throw faultAt(place, `including ${text} is not supported: copy it here`, path);
    return { file: absolutePath(text, scope), askedBy: place };
  });
  const [first] = wanted;
  if (!first) throw faultAt(item.place, '"path" is missing', path);
  for (const { file, askedBy } of wanted) {
    if (within.includes(file)) {
      const circle = [...within.slice(within.indexOf(file)), file].join(' → ');
      throw faultAt(askedBy, `files include each other in a circle: ${circle}`, path);
    }
  }
  const directory = textOf(get(item, 'project_directory')) ?? dirname(first.file);
  const lookup = await defaultsOf(run, scope, item, directory, first.askedBy);
  return await load(run, { directory, lookup, home: scope.home }, wanted, within);
}

/** The names of an included project: the outer ones first, then those of its env files. */
async function defaultsOf(
  run: Run,
  scope: Scope,
  item: Node,
  directory: string,
  askedBy: Place,
): Promise<Scope['lookup']> {
  const named = texts(get(item, 'env_file')).map(({ text, place }) => ({
    file: absolutePath(text, scope),
    place,
    required: true,
  }));
  const files =
    named.length > 0 ? named : [{ file: join(directory, '.env'), place: askedBy, required: false }];
  const defaults = new Map<string, string>();
  const lookup = (name: string): string | undefined => scope.lookup(name) ?? defaults.get(name);
  for (const { file, place, required } of files) {
    const text = await run.text(file, place);
    if (text === undefined && required) throw faultAt(place, `env file ${file} not found`);
    for (const [name, value] of parseEnv(file, text ?? '', lookup)) {
      if (value !== undefined) defaults.set(name, value);
    }
  }
  return lookup;
}

function withImported(run: Run, document: MapNode, included: Node, key: string): MapNode {
  const from = get(included, key);
  if (from?.kind !== 'map') return document;
  const into = document.entries.get(key);
  const entries = new Map(into?.kind === 'map' ? into.entries : []);
  const keys = new Map(into?.kind === 'map' ? into.keys : []);
  for (const [name, value] of from.entries) {
    const present = entries.get(name);
    if (present && JSON.stringify(plain(present)) !== JSON.stringify(plain(value))) {
      const other = placeText(from.keys.get(name) ?? value.place);
      const message = `${key}.${name} conflicts with the one included from ${other}`;
      run.problem(problemAt(keys.get(name) ?? present.place, message, [key, name]));
    } else if (!present) {
      entries.set(name, value);
      keys.set(name, from.keys.get(name) ?? value.place);
    }
  }
  return withEntry(document, key, { ...map([], into ?? from), entries, keys });
}

function settledItems(includes: Node): readonly Node[] {
  const items = settled(includes);
  return items.kind === 'seq' ? items.items : [];
}

function texts(node: Node | undefined): readonly { text: string; place: Place }[] {
  if (!node) return [];
  const items = node.kind === 'seq' ? node.items : [node];
  return items.flatMap((item) => {
    const text = textOf(item);
    return text === undefined ? [] : [{ text, place: item.place }];
  });
}
