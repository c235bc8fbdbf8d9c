import type { FieldPath } from '../../model/place.ts';
import { map, type Node, type ScalarNode, scalar, seq } from '../tree/node.ts';
import { asText } from './cast.ts';
import { type Formed, wrong } from './context.ts';

/** Ports in short syntax become mappings, ranges one mapping per port. */
export function portsForm(node: Node, { path }: Formed): Node {
  if (node.kind !== 'seq') return node;
  const items = node.items.flatMap((item, index) => {
    if (item.kind === 'map') return [item];
    return item.kind === 'scalar' ? shortPort(item, [...path, index]) : [item];
  });
  return seq(items, node);
}

/** The parts of `[[address:]published:]target[/protocol]`; an address is all before the last two colons. */
function parts(text: string): { ip: string; published: string; target: string; protocol: string } {
  const [address = '', protocol = 'tcp'] = text.split(/\/(?=[^/]*$)/);
  const sections = address.split(':');
  const target = sections.pop() ?? '';
  const published = sections.pop() ?? '';
  return { ip: sections.join(':').replace(/^\[(.*)\]$/, '$1'), published, target, protocol };
}

function shortPort(item: ScalarNode, path: FieldPath): readonly Node[] {
  const text = asText(item);
  const { ip, published, target, protocol } = parts(text);
  const targets = portRange(target);
  if (!targets)
    throw wrong(item, path, `invalid port "${text}": write [[address:]published:]target[/protocol]`);
  const publisheds = published === '' ? undefined : portRange(published);
  if (published !== '' && !publisheds)
    throw wrong(item, path, `invalid published port "${published}" in "${text}"`);
  if (!/^(?:tcp|udp|sctp)$/i.test(protocol))
    throw wrong(item, path, `invalid protocol "${protocol}" in "${text}"`);
  const count = targets.last - targets.first + 1;
  const room = publisheds ? publisheds.last - publisheds.first + 1 : count;
  if (room !== count && count !== 1) {
    throw wrong(
      item,
      path,
      `the port ranges of "${text}" do not fit: ${room} published ${room === 1 ? 'port' : 'ports'} for ${count} ports of the container`,
    );
  }
  return Array.from({ length: count }, (_, index) => {
    const host =
      publisheds === undefined
        ? undefined
        : room === count
          ? String(publisheds.first + index)
          : `${publisheds.first}-${publisheds.last}`;
    const fields: [string, Node][] = [
      ['mode', scalar('ingress', item)],
      ...(ip === '' ? [] : [['host_ip', scalar(ip, item)] as [string, Node]]),
      ['target', scalar(targets.first + index, item)],
      ...(host === undefined ? [] : [['published', scalar(host, item)] as [string, Node]]),
      ['protocol', scalar(protocol.toLowerCase(), item)],
    ];
    return map(fields, item);
  });
}

/** The ports of `80` or `80-90`; undefined when it is neither, or out of range. */
export function portRange(text: string): { readonly first: number; readonly last: number } | undefined {
  const [, from, to] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  if (from === undefined) return undefined;
  const first = Number(from);
  const last = to === undefined ? first : Number(to);
  return first <= last && last <= 65_535 ? { first, last } : undefined;
}

/** `expose`: texts of one port or a range, with a protocol if given. */
export function exposedForm(node: Node, { path }: Formed): Node {
  if (node.kind !== 'seq') return node;
  const items = node.items.map((item, index) => {
    if (item.kind !== 'scalar') return item;
    const text = asText(item);
    const [port = '', protocol = 'tcp'] = text.split('/');
    if (!portRange(port) || !/^(?:tcp|udp|sctp)$/i.test(protocol)) {
      throw wrong(item, [...path, index], `invalid exposed port "${text}": write port[-port][/protocol]`);
    }
    return scalar(text, item);
  });
  return seq(items, node);
}
