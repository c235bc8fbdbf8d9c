import type { Lookup } from './interpolate/template.ts';
import { get, isNull, map, type Node, scalar, withEntry } from './tree/node.ts';

/** Gives variables and build arguments that were named without a value the value they have outside, if any. */
export function resolveVariables(model: Node, lookup: Lookup): Node {
  const services = get(model, 'services');
  if (model.kind !== 'map' || services?.kind !== 'map') return model;
  const entries = Array.from(services.entries, ([name, service]): [string, Node] => {
    let result = withValues(service, 'environment', lookup);
    const build = get(result, 'build');
    if (result.kind === 'map' && build)
      result = withEntry(result, 'build', withValues(build, 'args', lookup));
    return [name, result];
  });
  return withEntry(model, 'services', map(entries, services));
}

function withValues(node: Node, key: string, lookup: Lookup): Node {
  const variables = get(node, key);
  if (node.kind !== 'map' || variables?.kind !== 'map') return node;
  const entries = Array.from(variables.entries, ([name, value]): [string, Node] => {
    const outside = isNull(value) ? lookup(name) : undefined;
    return [name, outside === undefined ? value : scalar(outside, value)];
  });
  return withEntry(node, key, map(entries, variables));
}
