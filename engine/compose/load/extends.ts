import { dirname } from 'node:path';
import type { FieldPath, Place } from '../model/place.ts';
import { SERVICE } from '../schema/service.ts';
import { faultAt } from './fault.ts';
import { absolutePath, isElsewhere } from './form/context.ts';
import { formedDocument } from './formed-document.ts';
import { mergeTrees } from './merge/merge-trees.ts';
import type { Run, Scope } from './run.ts';
import { get, map, type Node, textOf, withEntry } from './tree/node.ts';

/** A service on the way to its base: a service extends another one, which extends another one. */
interface Step {
  readonly file: string;
  readonly service: string;
}

/** A document in which every service with `extends` is merged over what it extends. */
export async function withExtends(run: Run, scope: Scope, file: string, document: Node): Promise<Node> {
  const services = get(document, 'services');
  if (document.kind !== 'map' || services?.kind !== 'map') return document;
  const entries: [string, Node][] = [];
  for (const [name, service] of services.entries) {
    if (service.tag === 'reset' || !get(service, 'extends')) entries.push([name, service]);
    else entries.push([name, await extended(run, scope, document, service, [{ file, service: name }])]);
  }
  return withEntry(document, 'services', map(entries, services));
}

async function extended(
  run: Run,
  scope: Scope,
  document: Node,
  service: Node,
  way: readonly Step[],
): Promise<Node> {
  const wanted = get(service, 'extends');
  if (service.kind !== 'map' || !wanted) return service;
  const own = withEntry(service, 'extends', undefined);
  if (wanted.tag === 'reset') return own;
  const here = way.at(-1);
  const name = textOf(get(wanted, 'service'));
  const path: FieldPath = ['services', way[0]?.service ?? '', 'extends'];
  if (name === undefined || !here) throw faultAt(wanted.place, '"service" is missing', path);
  const from = get(wanted, 'file');
  const source = from
    ? await otherFile(run, scope, textOf(from) ?? '', from.place, path)
    : { file: here.file, scope, document };
  const step = { file: source.file, service: name };
  if (way.some((before) => before.file === step.file && before.service === step.service)) {
    throw faultAt(wanted.place, `services extend each other in a circle: ${wayText([...way, step])}`, path);
  }
  const base = get(get(source.document, 'services'), name);
  if (!base || base.tag === 'reset') {
    const where = from ? ` in ${source.file}` : '';
    throw faultAt(
      wanted.place,
      `cannot extend service "${here.service}": service "${name}" not found${where}`,
      path,
    );
  }
  const whole = await extended(run, source.scope, source.document, base, [...way, step]);
  return withTagsOf(own, mergeTrees(mergeTrees(undefined, whole, SERVICE), own, SERVICE));
}

async function otherFile(
  run: Run,
  scope: Scope,
  written: string,
  place: Place,
  path: FieldPath,
): Promise<{ file: string; scope: Scope; document: Node }> {
  if (isElsewhere(written))
    throw faultAt(place, `extending from ${written} is not supported: copy it here`, path);
  const file = absolutePath(written, scope);
  const inner: Scope = { ...scope, directory: dirname(file) };
  const [first, ...more] = await run.documents(file, place);
  if (!first || more.length > 0) throw faultAt(place, `${file} must have one document`, path);
  return { file, scope: inner, document: formedDocument(run, inner, first) };
}

/**
 * Gives a merged service the tags of its own text back, so that what it resets or overrides is also reset or overridden in
 * the files before.
 */
function withTagsOf(own: Node, merged: Node): Node {
  if (own.tag === 'override') return { ...merged, tag: 'override' };
  if (own.kind !== 'map' || merged.kind !== 'map') return merged;
  let result = merged;
  for (const [key, value] of own.entries) {
    const kept = merged.entries.get(key);
    if (value.tag === 'reset') result = withEntry(result, key, value, own.keys.get(key));
    else if (kept) result = withEntry(result, key, withTagsOf(value, kept), merged.keys.get(key));
  }
  return result;
}

function wayText(way: readonly Step[]): string {
  const oneFile = way.every((step) => step.file === way[0]?.file);
  return way.map((step) => (oneFile ? step.service : `${step.service} (${step.file})`)).join(' → ');
}
