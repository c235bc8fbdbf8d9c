import { fault } from '../../base/errors.ts';
import type { Hook, Service } from '../model/service.ts';
import { environmentOf } from '../request/create-request.ts';
import { defined } from '../request/defined.ts';
import type { Work } from './work.ts';

/** Runs a service's hooks in a container, one after the other. Throws `system` with what the first that fails printed. */
export async function runHooks(
  work: Work,
  service: Service | undefined,
  when: 'post_start' | 'pre_stop',
  container: { readonly id: string; readonly name: string },
): Promise<void> {
  for (const hook of service?.[when] ?? []) {
    work.tell(`${when}: ${hook.command.join(' ')}`);
    const { exitCode, stdout, stderr } = await work.client.exec.run(
      container.id,
      hook.command,
      optionsOf(hook),
    );
    if (exitCode === 0) continue;
    const said = (stderr === '' ? stdout : stderr).trim();
    throw fault(
      'system',
      `${when} hook of ${container.name} (${hook.command.join(' ')}) ended with ${exitCode}${said === '' ? '' : `: ${said}`}`,
    );
  }
}

function optionsOf({ user, privileged, working_dir, environment }: Hook) {
  return defined({
    User: user,
    Privileged: privileged,
    WorkingDir: working_dir,
    Env: environmentOf(environment),
  });
}
