import { fault } from '../../base/errors.ts';
import { parseGoDuration } from '../../base/go-duration.ts';
import type { Actual } from '../actual/actual.ts';
import { imageName } from '../labels/names.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import type { Action } from './action.ts';
import { assertBuildable } from './buildable.ts';
import type { UpOptions } from './options.ts';

const DAY_MS = 86_400_000;

/** What has to be done for a service's image; undefined when it is here. Throws for what cannot be built or fetched. */
export function imageAction(
  project: Project,
  service: Service,
  actual: Actual,
  options: UpOptions,
): Action | undefined {
  const image = imageName(project, service);
  const here = actual.images[image];
  const policy = options.pull ?? service.pull_policy ?? 'missing';
  const id = `image ${image}`;
  const build = (text: string): Action => {
    if (service.build !== undefined) assertBuildable(service.name, service.build);
    return { kind: 'image-build', id, after: [], reasons: [{ text }], image, service: service.name };
  };
  const pull = (text: string): Action => ({
    kind: 'image-pull',
    id,
    after: [],
    reasons: [{ text }],
    image,
    platform: service.platform,
    service: service.name,
    optional: here !== undefined,
  });

  if (service.build !== undefined) {
    if (options.build === 'always') return build('every image is to be built');
    if (service.pull_policy === 'build' && options.build !== 'never')
      return build('`pull_policy` is `build`');
  }
  if (service.image !== undefined && service.build === undefined) {
    if (policy === 'always') return pull('its newest is to be looked for');
    const every = refreshMs(service, policy);
    if (every !== undefined && here !== undefined && (options.now ?? Date.now()) - here.taggedAt >= every)
      return pull(`\`pull_policy\` is \`${policy}\`, and it came longer ago`);
  }
  if (here !== undefined) return undefined;
  if (service.build !== undefined && options.build !== 'never') return build('it is not there yet');
  if (policy === 'never' || service.image === undefined) {
    throw fault('not-found', `service ${service.name}: image ${image} is not here and may not be fetched`);
  }
  return pull('it is not here');
}

/** Milliseconds after which a policy wants an image pulled again. */
function refreshMs({ name }: Service, policy: string): number | undefined {
  if (policy === 'daily') return DAY_MS;
  if (policy === 'weekly') return 7 * DAY_MS;
  if (!policy.startsWith('every_')) return undefined;
  const text = policy.slice('every_'.length);
  const days = /^(\d+)([dw])$/.exec(text);
  const ms =
    days === null
      ? (parseGoDuration(text) ?? Number.NaN) / 1e6
      : Number(days[1]) * (days[2] === 'w' ? 7 : 1) * DAY_MS;
  if (Number.isNaN(ms)) throw fault('invalid', `service ${name}: pull_policy ${policy} is no duration`);
  return ms;
}
