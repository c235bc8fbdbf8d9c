import { randomUUID } from 'node:crypto';
import type { EngineClient } from '../../../engine/client/client.ts';
import {
  type Prepared,
  prepareDown,
  prepareLifecycle,
  prepareUp,
} from '../../../engine/compose/commands/prepare.ts';
import type { Project } from '../../../engine/compose/model/project.ts';
import type { UpOptions } from '../../../engine/compose/plan/options.ts';
import { DesktopError } from '../../desktop-error.ts';
import { Applying } from './applying.ts';
import { planView } from './plan-view.ts';
import type { ApplyView, PlanView, PlanWish } from './types.ts';

/** Plans and applies that are remembered, so that a page can come back to them. */
const REMEMBERED = 50;

interface PlansOptions {
  readonly client: () => EngineClient;
  /** What logs in to the registry of an image. */
  readonly authFor: (image: string) => string | undefined;
}

/** Plans that were made and shown, and those that are carried out. */
export class Plans {
  readonly #client: PlansOptions['client'];
  readonly #authFor: PlansOptions['authFor'];
  readonly #prepared = new Map<string, Prepared>();
  readonly #applies = new Map<string, Applying>();

  constructor({ client, authFor }: PlansOptions) {
    this.#client = client;
    this.#authFor = authFor;
  }

  /** Plans and does nothing. Without its files a project can still be stopped, started and taken away. */
  async plan(from: Project | { readonly name: string }, wish: PlanWish): Promise<PlanView> {
    const prepared = await this.#prepare(from, wish);
    const id = randomUUID();
    remember(this.#prepared, id, prepared);
    return planView(id, prepared.plan);
  }

  /**
   * Begins to carry out a plan that was shown; answers once the world was found to be as it was planned from. Throws 404
   * for one that is forgotten, and `conflict` when the world has changed.
   */
  async apply(name: string, plan: string): Promise<string> {
    const prepared = this.#prepared.get(plan);
    if (prepared === undefined || prepared.plan.project !== name)
      throw new DesktopError(404, 'This plan is not known any more; plan again.');
    this.#prepared.delete(plan);
    const applying = new Applying(prepared);
    const ended = applying.run({ authFor: this.#authFor });
    ended.catch(() => undefined);
    await Promise.race([ended, applying.begun]);
    const id = randomUUID();
    remember(this.#applies, id, applying);
    return id;
  }

  /** Throws 404. */
  view(id: string): ApplyView {
    return this.#applying(id).view();
  }

  cancel(id: string): void {
    this.#applying(id).cancel();
  }

  #applying(id: string): Applying {
    const applying = this.#applies.get(id);
    if (applying === undefined) throw new DesktopError(404, 'Nothing of that name is carried out.');
    return applying;
  }

  async #prepare(from: Project | { readonly name: string }, wish: PlanWish): Promise<Prepared> {
    const client = this.#client();
    const { purpose, services, removeOrphans } = wish;
    if (purpose === 'down')
      return await prepareDown(client, from, {
        ...(services.length === 0 ? {} : { services }),
        volumes: wish.volumes,
        removeOrphans,
        ...(wish.images ? { images: 'local' } : {}),
      });
    if (purpose !== 'up') return await prepareLifecycle(client, purpose, from, services);
    if (!('services' in from)) throw new DesktopError(404, `The files of ${from.name} are not known.`);
    return await prepareUp(client, from, upOptions(wish));
  }
}

function upOptions({ services, scale, removeOrphans, forceRecreate, build, pull }: PlanWish): UpOptions {
  const scales = Object.keys(scale).length > 0;
  return {
    ...(services.length === 0 ? {} : { services }),
    ...(scales ? { scale, noDependencies: true } : {}),
    removeOrphans,
    forceRecreate,
    ...(build ? { build: 'always' } : {}),
    ...(pull ? { pull: 'always' } : {}),
  };
}

function remember<T>(all: Map<string, T>, id: string, value: T): void {
  all.set(id, value);
  for (const old of [...all.keys()].slice(0, -REMEMBERED)) all.delete(old);
}
