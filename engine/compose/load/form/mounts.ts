import type { FieldPath } from '../../model/place.ts';
import { get, map, type Node, type ScalarNode, scalar, seq, textOf, withEntry } from '../tree/node.ts';
import { asText } from './cast.ts';
import { absolutePath, type FormContext, type Formed, isWindowsPath, wrong } from './context.ts';

/** Mounts in short syntax become mappings; sources of bind mounts become absolute. */
export function mountsForm(node: Node, { path, context }: Formed): Node {
  if (node.kind !== 'seq') return node;
  const items = node.items.map((item, index) => {
    if (item.kind === 'map') return longMount(item, context);
    return item.kind === 'scalar' ? shortMount(item, [...path, index], context) : item;
  });
  return seq(items, node);
}

function longMount(item: Node, context: FormContext): Node {
  const source = get(item, 'source');
  const text = textOf(source);
  if (item.kind !== 'map' || textOf(get(item, 'type')) !== 'bind' || !source || text === undefined)
    return item;
  return withEntry(item, 'source', scalar(absolutePath(text, context), source));
}

const PROPAGATION = /^(?:r?private|r?shared|r?slave)$/;
const CONSISTENCY = /^(?:consistent|cached|delegated)$/;

function shortMount(item: ScalarNode, path: FieldPath, context: FormContext): Node {
  const text = asText(item);
  if (text === '') throw wrong(item, path, 'invalid empty volume spec');
  const parts = sections(text);
  if (parts.some((part) => part === '')) {
    throw wrong(item, path, `invalid spec: ${text}: empty section between colons`);
  }
  if (parts.length > 3) throw wrong(item, path, `invalid spec: ${text}: too many colons`);
  const [first = '', second, modes = ''] = parts;
  const source = second === undefined ? undefined : first;
  const target = second ?? first;
  const isPath = source !== undefined && (/^[./~]/.test(source) || isWindowsPath(source));
  const bind: [string, Node][] = [];
  const volume: [string, Node][] = [];
  const more: [string, Node][] = [];
  for (const mode of modes === '' ? [] : modes.split(',')) {
    if (mode === 'ro') more.push(['read_only', scalar(true, item)]);
    else if (mode === 'rw') continue;
    else if (mode === 'nocopy') volume.push(['nocopy', scalar(true, item)]);
    else if (mode === 'z' || mode === 'Z') bind.push(['selinux', scalar(mode, item)]);
    else if (PROPAGATION.test(mode)) bind.push(['propagation', scalar(mode, item)]);
    else if (CONSISTENCY.test(mode)) more.push(['consistency', scalar(mode, item)]);
    else throw wrong(item, path, `invalid spec: ${text}: unknown mode "${mode}"`);
  }
  const fields: [string, Node][] = [
    ['type', scalar(isPath ? 'bind' : 'volume', item)],
    ...(source === undefined
      ? []
      : [['source', scalar(isPath ? absolutePath(source, context) : source, item)] as [string, Node]]),
    ['target', scalar(target, item)],
    ...more,
  ];
  if (isPath) fields.push(['bind', map([...bind, ['create_host_path', scalar(true, item)]], item)]);
  else {
    fields.push(['volume', map(volume, item)]);
    if (bind.length > 0) fields.push(['bind', map(bind, item)]);
  }
  return map(fields, item);
}

/** Splits at colons, except behind the letter of a Windows drive. */
function sections(text: string): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  for (;;) {
    const start = isWindowsPath(rest) && /^[A-Za-z]:/.test(rest) ? 2 : 0;
    const colon = rest.indexOf(':', start);
    if (colon < 0) return [...parts, rest];
    parts.push(rest.slice(0, colon));
    rest = rest.slice(colon + 1);
  }
}
