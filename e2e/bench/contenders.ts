import { Dockerd, dockerdIsInstalled } from '../fixtures/dockerd.ts';
import { Engine, type EngineClient } from '../fixtures/engine.ts';

/** An engine that is measured. */
export interface Contender {
  readonly name: 'gantry' | 'dockerd';
  readonly client: EngineClient;
  readonly pid: number;
}

/** Runs `measure` with our engine and, where it is installed, Docker's beside it; both are gone afterwards. */
export async function withContenders(
  measure: (contenders: readonly Contender[]) => Promise<void>,
): Promise<void> {
  await using gantry = await Engine.running();
  await gantry.loadImage({ tags: ['busybox:latest'] });
  const ours: Contender = { name: 'gantry', client: gantry, pid: gantry.pid };
  if (!(await dockerdIsInstalled())) {
    console.log(
      'dockerd is not installed (Debian has it in docker.io), so there is nothing to compare with.',
    );
    return await measure([ours]);
  }
  await using dockerd = await Dockerd.running();
  await dockerd.loadImage({ tags: ['busybox:latest'] });
  await measure([ours, { name: 'dockerd', client: dockerd, pid: dockerd.pid }]);
}
