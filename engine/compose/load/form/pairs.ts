import { map, type Node, type ScalarNode, scalar, seq, textOf } from '../tree/node.ts';
import { asText } from './cast.ts';
import { type Formed, wrong } from './context.ts';

/** `name=value` texts or a mapping become a mapping of texts; a name without a value has `bare`. */
export function pairsForm(node: Node, { path }: Formed, bare: '' | null): Node {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'map') {
    return map(
      Array.from(node.entries, ([key, value]): [string, Node] => [key, pairValue(value, bare)]),
      node,
    );
  }
  const entries = node.items.flatMap((item, index): [string, Node][] => {
    if (item.kind !== 'scalar') return [];
    const text = asText(item);
    const equals = text.indexOf('=');
    const key = equals < 0 ? text : text.slice(0, equals);
    if (key === '') throw wrong(item, [...path, index], `"${text}" has no name before "="`);
    return [[key, scalar(equals < 0 ? bare : text.slice(equals + 1), item)]];
  });
  return map(entries, node);
}

function pairValue(value: Node, bare: '' | null): Node {
  if (value.tag === 'reset' || value.kind !== 'scalar') return value;
  return {
    ...scalar(value.value === null ? bare : asText(value), value),
    ...(value.tag && { tag: value.tag }),
  };
}

/** Host lines (`host=address`, `host:address`) or a mapping become a mapping of host to addresses. */
export function hostsForm(node: Node, { path }: Formed): Node {
  const hosts = new Map<string, ScalarNode[]>();
  if (node.kind === 'scalar') return node;
  if (node.kind === 'map') {
    const entries = Array.from(node.entries, ([host, value]): [string, Node] => {
      const addresses = (value.kind === 'seq' ? value.items : [value]).map(address);
      if (!/^[^=:]+$/.test(host) || addresses.some((item) => textOf(item) === '')) {
        throw wrong(value, [...path, host], 'a host needs a name and an address');
      }
      return [host, value.tag === 'reset' ? value : seq(addresses, value)];
    });
    return map(entries, node);
  }
  node.items.forEach((item, index) => {
    if (item.kind !== 'scalar') return;
    const text = asText(item);
    const [, host, rest] = /^([^=:]+)[=:](.+)$/.exec(text) ?? [];
    if (host === undefined || rest === undefined) {
      throw wrong(item, [...path, index], `"${text}" is not of the form host=address`);
    }
    hosts.set(host, [...(hosts.get(host) ?? []), scalar(bare(rest), item)]);
  });
  return map(
    Array.from(hosts, ([host, addresses]): [string, Node] => [host, seq(addresses, addresses[0] ?? node)]),
    node,
  );
}

function address(node: Node): Node {
  return node.kind === 'scalar' ? scalar(bare(asText(node)), node) : node;
}

/** An IPv6 address may stand in brackets. */
function bare(text: string): string {
  return text.replace(/^\[(.*)\]$/, '$1');
}

/** A sequence of names becomes a mapping whose values are `value`; null values of a mapping become empty mappings. */
export function namesForm(node: Node, value: Readonly<Record<string, string | boolean>>): Node {
  if (node.kind === 'map') {
    return map(
      Array.from(node.entries, ([key, inner]): [string, Node] => [
        key,
        inner.kind === 'scalar' && inner.value === null && inner.tag !== 'reset' ? empty(inner) : inner,
      ]),
      node,
    );
  }
  if (node.kind !== 'seq') return node;
  const entries = node.items.flatMap((item): [string, Node][] => {
    if (item.kind !== 'scalar') return [];
    const fields = Object.entries(value).map(([key, field]): [string, Node] => [key, scalar(field, item)]);
    return [[asText(item), map(fields, item)]];
  });
  return map(entries, node);
}

function empty(like: Node): Node {
  return map([], like);
}
