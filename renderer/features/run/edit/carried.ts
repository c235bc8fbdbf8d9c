import type { ContainerCreateRequest } from '../../../../engine/api/types/container.ts';
import { optionTitle } from '../option-titles.ts';

/** What the form passes over without a word: it says nothing, or the form has it too. */
const UNSAID: ReadonlySet<string> = new Set([
  'AttachStdin',
  'AttachStdout',
  'AttachStderr',
  'ConsoleSize',
  'ContainerIDFile',
  'NetworkMode',
]);

/** The options that a form has no field for, in plain words; an edit leaves them as they are. */
export function carriedOptions(left: ContainerCreateRequest): readonly string[] {
  const { HostConfig: host, NetworkingConfig: networking, ...config } = left;
  const own = host?.NetworkMode ?? 'bridge';
  const further = Object.entries(networking?.EndpointsConfig ?? {}).some(
    ([name, settings]) => name !== own || Object.keys(settings).length > 0,
  );
  const keys = [...Object.keys(config), ...Object.keys(host ?? {}), ...(further ? ['EndpointsConfig'] : [])];
  return [...new Set(keys.filter((key) => !UNSAID.has(key)).map(optionTitle))];
}
