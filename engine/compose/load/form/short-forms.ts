import { get, map, type Node, type ScalarNode, scalar, seq, textOf, withEntry } from '../tree/node.ts';
import { asText } from './cast.ts';
import { absolutePath, type Formed, isElsewhere, wrong } from './context.ts';
import { shellWords } from './shell-words.ts';

/** One value becomes a sequence of it. */
export function listForm(node: Node): Node {
  return node.kind === 'scalar' && node.value !== null ? seq([scalar(node.value, node)], node) : node;
}

/** One text becomes a mapping with it under `key`. */
export function underKey(node: Node, key: string): Node {
  return node.kind === 'scalar' && node.value !== null
    ? map([[key, scalar(asText(node), node)]], node)
    : node;
}

/** Each text of a sequence becomes a mapping with it under `key`. */
export function itemsUnderKey(node: Node, key: string): Node {
  return node.kind === 'seq'
    ? seq(
        node.items.map((item) => underKey(item, key)),
        node,
      )
    : node;
}

/** A command line becomes its words. */
export function commandForm(node: Node, { path }: Formed): Node {
  if (node.kind !== 'scalar' || node.value === null) return node;
  const words = shellWords(asText(node));
  if (!words) throw wrong(node, path, `a quote is left open in "${asText(node)}"`);
  return seq(
    words.map((word) => scalar(word, node)),
    node,
  );
}

/** A command line becomes `CMD-SHELL` with it. */
export function testForm(node: Node): Node {
  if (node.kind !== 'scalar' || node.value === null) return node;
  return seq([scalar('CMD-SHELL', node), scalar(asText(node), node)], node);
}

/** A path becomes absolute. */
export function pathForm(node: Node, { context }: Formed): Node {
  const text = textOf(node);
  return text === undefined ? node : scalar(absolutePath(text, context), node);
}

/** A path becomes absolute, what is elsewhere stays. */
export function locationForm(node: Node, formed: Formed): Node {
  const text = textOf(node);
  return text === undefined || isElsewhere(text) ? node : pathForm(node, formed);
}

/** `source[:target[:permissions]]` becomes a mapping; a missing target is the source. */
export function devicesForm(node: Node, { path }: Formed): Node {
  if (node.kind !== 'seq') return node;
  const items = node.items.map((item, index) => {
    if (item.kind === 'map') return withTarget(item);
    return item.kind === 'scalar' ? shortDevice(item, [...path, index]) : item;
  });
  return seq(items, node);
}

function withTarget(item: Node & { kind: 'map' }): Node {
  const given = (key: string): Node | undefined => {
    const value = get(item, key);
    return textOf(value) === '' ? undefined : value;
  };
  const target = given('target') ?? given('source');
  const full = target ? withEntry(item, 'target', target) : item;
  return given('permissions') ? full : withEntry(full, 'permissions', scalar('rwm', item));
}

function shortDevice(item: ScalarNode, path: Formed['path']): Node {
  const text = asText(item);
  const [source = '', target = source, permissions = 'rwm', ...rest] = text.split(':');
  if (source === '' || target === '' || rest.length > 0 || !/^[rwm]+$/.test(permissions)) {
    throw wrong(item, path, `invalid device "${text}": write source[:target[:permissions]]`);
  }
  return map(
    [
      ['source', scalar(source, item)],
      ['target', scalar(target, item)],
      ['permissions', scalar(permissions, item)],
    ],
    item,
  );
}

/** `all` becomes one request for all. */
export function gpusForm(node: Node, { path }: Formed): Node {
  if (node.kind !== 'scalar') return node;
  if (node.value !== 'all') throw wrong(node, path, `must be "all" or a sequence`);
  return seq([map([['count', scalar(-1, node)]], node)], node);
}

/** One number becomes the soft and the hard limit. */
export function ulimitForm(node: Node): Node {
  if (node.kind !== 'scalar' || node.value === null) return node;
  return map(
    [
      ['soft', node],
      ['hard', node],
    ],
    node,
  );
}

/** SSH agents: one text, several, or a mapping, become texts `id` or `id=path`. */
export function sshForm(node: Node): Node {
  if (node.kind === 'scalar') return listForm(node);
  if (node.kind === 'seq') return node;
  const items = Array.from(node.entries, ([id, value]) =>
    scalar(value.kind !== 'scalar' || value.value === null ? id : `${id}=${asText(value)}`, value),
  );
  return seq(items, node);
}

/** The device of a volume that is a bind mount becomes absolute. */
export function volumeForm(node: Node, { context }: Formed): Node {
  const options = get(node, 'driver_opts');
  const device = get(options, 'device');
  const text = textOf(device);
  const local = (textOf(get(node, 'driver')) ?? 'local') === 'local';
  const bind = (textOf(get(options, 'o')) ?? '').split(',').some((option) => /^r?bind$/.test(option));
  if (node.kind !== 'map' || options?.kind !== 'map' || !device || text === undefined || !local || !bind)
    return node;
  return withEntry(
    node,
    'driver_opts',
    withEntry(options, 'device', scalar(absolutePath(text || '.', context), device)),
  );
}
