import { messageOf } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import { removeContainer } from '../lifecycle/remove.ts';
import { anonymousVolumesIn } from '../mounts/mounts-in.ts';
import type { SetAside } from './marks.ts';
import { putBack, putNameBack } from './put-back.ts';

/** An edit that is taken back after a crash. */
interface Unfinished {
  readonly id: string;
  readonly setAside: SetAside;
}

/**
 * Takes back what a crash left of edits: a container that was made for one that had not begun goes; the name of one that was set
 * aside is its own again. Answers the edits of which something is still to be stopped and started.
 */
export async function recoverNames(deps: Deps): Promise<readonly Unfinished[]> {
  const unfinished: Unfinished[] = [];
  for (const { record } of deps.store.all()) {
    const { id, setAside, replaces } = record;
    try {
      if (replaces?.named === false && deps.store.peek(replaces.id)?.record.setAside?.by !== id) {
        deps.logger.info('what was made for an edit that had not begun is removed', { container: id });
        // What it took along is nobody else's by now when the one before was removed without its volumes.
        const before = deps.store.peek(replaces.id)?.record;
        const keepVolumes = before === undefined ? [] : anonymousVolumesIn(before);
        const volumes = before !== undefined;
        await removeContainer(deps, id, { force: true, volumes, keepVolumes, link: false });
      } else if (setAside !== undefined && setAside.phase !== 'kept') {
        deps.logger.info('an edit that was not finished is taken back', { container: id });
        unfinished.push({ id, setAside });
        await putNameBack(deps, id, setAside);
      }
    } catch (error) {
      deps.logger.error('what a crash left of an edit could not be taken back', {
        container: id,
        error: messageOf(error),
      });
    }
  }
  return unfinished;
}

/** Lets the container that was set aside be as it was. Never rejects. */
export async function recoverRun(deps: Deps, { id, setAside }: Unfinished): Promise<void> {
  try {
    await putBack(deps, id, setAside, { volumes: setAside.phase === 'changing' });
  } catch (error) {
    deps.logger.error('the container before an edit could not be put back as it was', {
      container: id,
      error: messageOf(error),
    });
  }
}
