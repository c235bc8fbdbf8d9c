import { entrySchema } from '../../schema/compose-schema.ts';
import type { Form, Schema } from '../../schema/keywords.ts';
import { ComposeFault, type Problem } from '../fault.ts';
import { changed, type Node } from '../tree/node.ts';
import { cast } from './cast.ts';
import type { FormContext, Formed } from './context.ts';
import { mountsForm } from './mounts.ts';
import { hostsForm, namesForm, pairsForm } from './pairs.ts';
import { exposedForm, portsForm } from './ports.ts';
import {
  commandForm,
  devicesForm,
  gpusForm,
  itemsUnderKey,
  listForm,
  locationForm,
  pathForm,
  sshForm,
  testForm,
  ulimitForm,
  underKey,
  volumeForm,
} from './short-forms.ts';

/**
 * Brings a value into its long form, as the schema's `x-form` says: short syntax becomes mappings, texts become numbers
 * and flags, sizes bytes, paths absolute. What cannot be read is told to `problem` and stays as it was.
 */
export function longForm(
  node: Node,
  schema: Schema,
  context: FormContext,
  problem: (problem: Problem) => void,
  path: Formed['path'] = [],
): Node {
  if (node.tag === 'reset') return node;
  let formed = node;
  try {
    formed = schema['x-form'] ? shaped(schema['x-form'], node, { path, context }) : node;
  } catch (error) {
    if (!(error instanceof ComposeFault)) throw error;
    error.problems.forEach(problem);
    return node;
  }
  if (node.tag && !formed.tag) formed = { ...formed, tag: node.tag };
  return changed(formed, (inner, at) => {
    const own = typeof at === 'number' ? schema.items : entrySchema(schema, at);
    return own ? longForm(inner, own, context, problem, [...path, at]) : inner;
  });
}

function shaped(form: Form, node: Node, formed: Formed): Node {
  switch (form) {
    case 'texts':
      return pairsForm(node, formed, '');
    case 'variables':
    case 'locations':
      return pairsForm(node, formed, null);
    case 'hosts':
      return hostsForm(node, formed);
    case 'names':
      return namesForm(node, {});
    case 'dependencies':
      return namesForm(node, { condition: 'service_started', required: true });
    case 'list':
      return listForm(node);
    case 'command':
      return commandForm(node, formed);
    case 'test':
      return testForm(node);
    case 'path':
      return pathForm(node, formed);
    case 'location':
      return locationForm(node, formed);
    case 'build':
      return underKey(node, 'context');
    case 'extends':
      return underKey(node, 'service');
    case 'env-files':
      return itemsUnderKey(listForm(node), 'path');
    case 'includes':
      return itemsUnderKey(node, 'path');
    case 'mounted-files':
      return itemsUnderKey(node, 'source');
    case 'ports':
      return portsForm(node, formed);
    case 'exposed':
      return exposedForm(node, formed);
    case 'mounts':
      return mountsForm(node, formed);
    case 'devices':
      return devicesForm(node, formed);
    case 'gpus':
      return gpusForm(node, formed);
    case 'ulimit':
      return ulimitForm(node);
    case 'ssh':
      return sshForm(node);
    case 'volume':
      return volumeForm(node, formed);
    case 'external':
      return cast('boolean', node, formed.path);
    case 'keep':
      return node;
    default:
      return cast(form, node, formed.path);
  }
}
