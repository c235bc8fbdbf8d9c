import type { RestartPolicy } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import type { Service } from '../model/service.ts';

/** When a service's containers are started again. Throws `invalid` for what is no policy. */
export function restartOf({ restart, deploy, name }: Service): RestartPolicy | undefined {
  const policy = deploy?.restart_policy;
  if (restart === undefined && policy !== undefined) {
    const count = policy.max_attempts === undefined ? {} : { MaximumRetryCount: policy.max_attempts };
    if (policy.condition === 'none') return { Name: 'no' };
    return policy.condition === 'on-failure' ? { Name: 'on-failure', ...count } : { Name: 'always' };
  }
  if (restart === undefined) return undefined;
  const [, policyName = '', count] = /^([a-z-]+)(?::(\d+))?$/.exec(restart) ?? [];
  if (!['no', 'always', 'unless-stopped', 'on-failure'].includes(policyName))
    throw fault(
      'invalid',
      `service ${name}: restart ${restart} is none of no, always, on-failure[:N], unless-stopped`,
    );
  return {
    Name: policyName as NonNullable<RestartPolicy['Name']>,
    ...(count === undefined ? {} : { MaximumRetryCount: Number(count) }),
  };
}
