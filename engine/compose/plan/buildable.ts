import { fault } from '../../base/errors.ts';
import type { Build } from '../model/build.ts';

/** What of a build the classic builder does not have. */
const NEEDS_BUILDKIT: readonly (keyof Build)[] = [
  'additional_contexts',
  'ssh',
  'secrets',
  'cache_to',
  'entitlements',
  'privileged',
];

/** Throws `not-implemented` for what the classic builder cannot do. */
export function assertBuildable(service: string, build: Build): void {
  const refuse = (text: string) => fault('not-implemented', `service ${service}: ${text}`);
  for (const key of NEEDS_BUILDKIT) {
    const value = build[key];
    if (value === undefined || value === false) continue;
    if (value === true || Object.keys(value).length > 0) throw refuse(`\`build.${key}\` needs BuildKit`);
  }
  if ((build.platforms ?? []).length > 1) throw refuse('an image is built for one platform at a time');
  if (isRemote(build.context) && build.dockerfile_inline !== undefined)
    throw refuse('`build.dockerfile_inline` needs a folder as its context');
}

/** True for a context that the engine fetches. */
export function isRemote(context: string): boolean {
  return /^(https?|git|ssh):\/\/|^git@/.test(context);
}
