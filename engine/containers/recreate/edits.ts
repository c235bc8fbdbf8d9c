import type { EditBackend } from '../../api/backends/edits.ts';
import type { ContainerCreateRequest } from '../../api/types/container.ts';
import type { ContainerEdit, EditStep } from '../../api/types/edit.ts';
import { fault } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import { tell } from '../events.ts';
import { createContainer } from '../lifecycle/create.ts';
import { removeContainer } from '../lifecycle/remove.ts';
import { checkName } from '../names.ts';
import type { ContainerRecord } from '../record.ts';
import { isLive } from '../state.ts';
import { type Coming, changeOver, ENGINE_ENDS } from './change-over.ts';
import { dependentWarnings } from './dependents.ts';
import { nameOfComing } from './edit-names.ts';
import { EditSteps } from './edit-steps.ts';
import { editAround, type SetAside } from './marks.ts';
import { backInProject } from './project-labels.ts';
import { putBack } from './put-back.ts';
import { recoverNames, recoverRun } from './recover.ts';
import { requestFor } from './request-of.ts';

interface UnderWay {
  readonly abort: AbortController;
  done: Promise<unknown>;
}

/**
 * Edits containers: makes another beside the old one, lets it take the old one's place, and keeps the old one until somebody
 * decides. A new one that does not run is taken away again, and the old one is as it was.
 */
export class Edits implements EditBackend {
  readonly #deps: Deps;
  /** By the id of the container that is replaced. */
  readonly #underWay = new Map<string, UnderWay>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** At the engine's start; when it answers, every container has the name that it is to have. */
  async recover(): Promise<void> {
    for (const unfinished of await recoverNames(this.#deps)) {
      this.#begin(unfinished.id).done = this.#until(unfinished.id, recoverRun(this.#deps, unfinished));
    }
  }

  /** Stops watching. What is not finished is taken back by the next engine. */
  close(): void {
    for (const { abort } of this.#underWay.values()) abort.abort(ENGINE_ENDS);
  }

  async recreate(
    ref: string,
    request: ContainerCreateRequest,
    options: { readonly name?: string; readonly platform?: string },
  ): Promise<AsyncIterable<EditStep>> {
    const before = this.#editable(ref);
    const underWay = this.#begin(before.id);
    const steps = new EditSteps();
    try {
      const coming = await this.#make(before, request, options, steps);
      underWay.done = this.#until(
        before.id,
        changeOver(this.#deps, before, coming, steps, underWay.abort.signal),
      );
    } catch (error) {
      this.#underWay.delete(before.id);
      throw error;
    }
    return steps.read();
  }

  async editOf(ref: string): Promise<ContainerEdit | undefined> {
    const { store } = this.#deps;
    const edit = editAround(store, store.find(ref));
    if (edit === undefined) return undefined;
    const { before, setAside } = edit;
    const after = store.peek(setAside.by)?.record;
    return {
      phase: setAside.phase,
      at: setAside.at,
      after: after === undefined ? null : { id: after.id, name: after.name },
      before: { id: before.id, name: before.name },
    };
  }

  async keepEdit(ref: string): Promise<void> {
    const { before, setAside } = this.#edited(ref);
    if (setAside.phase !== 'kept' || this.#underWay.has(before.id)) {
      throw fault('conflict', `The edit of ${setAside.name} is not finished`);
    }
    await removeContainer(this.#deps, before.id, { force: false, volumes: false, link: false });
    const after = this.#deps.store.peek(setAside.by)?.record;
    if (after !== undefined) tell(this.#deps, after, 'edit', { phase: 'confirmed' });
  }

  async undoEdit(ref: string): Promise<{ readonly Id: string; readonly Name: string }> {
    const { id } = this.#edited(ref).before;
    const underWay = this.#underWay.get(id);
    underWay?.abort.abort(fault('cancelled', 'It was taken back before it was done.'));
    await underWay?.done;
    const { setAside } = this.#deps.store.get(id).record;
    if (setAside !== undefined) await this.#goBack(id, setAside);
    const { name } = this.#deps.store.get(id).record;
    return { Id: id, Name: name };
  }

  async requestOf(ref: string) {
    return await requestFor(this.#deps, this.#deps.store.find(ref).record);
  }

  /** The container, when it can be edited now. */
  #editable(ref: string): ContainerRecord {
    const { store } = this.#deps;
    const entry = store.find(ref);
    const { record, stored } = entry;
    const edit = editAround(store, entry);
    if (this.#underWay.has(record.id)) throw fault('conflict', `Container ${record.name} is being edited`);
    if (edit !== undefined) {
      throw fault(
        'conflict',
        `Container ${edit.before.name} is kept since the last edit of ${edit.setAside.name}: keep the new one or go back first`,
      );
    }
    const { status } = stored.state;
    if (status === 'paused' || status === 'removing') {
      throw fault('conflict', `Container ${record.name} is ${status} and cannot be edited`);
    }
    return record;
  }

  async #make(
    before: ContainerRecord,
    request: ContainerCreateRequest,
    options: { readonly name?: string; readonly platform?: string },
    steps: EditSteps,
  ): Promise<Coming> {
    const { store } = this.#deps;
    const name = options.name ? checkName(options.name) : before.name;
    if (name !== before.name) store.reserveName(name, '');
    try {
      const made = await createContainer(this.#deps, request, {
        ...options,
        name: nameOfComing(before.name),
        replaces: before,
      });
      const { id } = store.get(made.Id).record;
      steps.add({
        step: 'made',
        id,
        warnings: [...made.Warnings, ...dependentWarnings(store, before)],
      });
      return { id, name };
    } finally {
      if (name !== before.name) store.releaseName(name, '');
    }
  }

  #edited(ref: string): { readonly before: ContainerRecord; readonly setAside: SetAside } {
    const { store } = this.#deps;
    const entry = store.find(ref);
    const edit = editAround(store, entry);
    if (edit !== undefined) return edit;
    throw fault('conflict', `Container ${entry.record.name} was not edited, or the one before is gone`);
  }

  async #goBack(id: string, setAside: SetAside): Promise<void> {
    const { store } = this.#deps;
    const after = store.peek(setAside.by)?.stored.state;
    const ran = setAside.ran || (after !== undefined && isLive(after));
    const { labels: _given, ...rest } = setAside;
    const returning: SetAside = { ...rest, ran, phase: 'returning' };
    const work = async () => {
      await store.lock(id, () =>
        store.updateRecord(id, { config: backInProject(store.get(id).record), setAside: returning }),
      );
      await putBack(this.#deps, id, returning, { volumes: false });
      tell(this.#deps, store.get(id).record, 'edit', { phase: 'undone' });
    };
    const done = work();
    this.#begin(id).done = this.#until(id, done).catch(() => undefined);
    await done;
  }

  #begin(id: string): UnderWay {
    const underWay: UnderWay = { abort: new AbortController(), done: Promise.resolve() };
    this.#underWay.set(id, underWay);
    return underWay;
  }

  async #until(id: string, work: Promise<void>): Promise<void> {
    try {
      await work;
    } finally {
      this.#underWay.delete(id);
    }
  }
}
