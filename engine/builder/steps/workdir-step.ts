import { Readable } from 'node:stream';
import { isKind } from '../../base/errors.ts';
import { Root } from '../../files/root.ts';
import type { BuildScope } from '../build-scope.ts';
import { configInputs } from '../cache/config-inputs.ts';
import type { InstructionOf } from '../dockerfile/instruction.ts';
import { LayerTarWriter } from '../files/layer-tar.ts';
import { workingDirectory } from './change-config.ts';
import { expanded, lookupIn, type StageState } from './stage-state.ts';
import { cached, made, nop, type Told } from './step-result.ts';

/** WORKDIR: the folder for what follows, made when the image does not have it. */
export async function* movedTo(
  scope: BuildScope,
  state: StageState,
  step: InstructionOf<'workdir'>,
): Told<StageState> {
  const folder = workingDirectory(state.config, expanded(step.value, lookupIn(state), scope.escape));
  const after = { ...state, config: { ...state.config, WorkingDir: folder } };
  return yield* cached(scope, after, state, step, configInputs(after.config), async (mark) => {
    const root = state.image?.chain === undefined ? undefined : await scope.roots.of(state.image.chain);
    const layer = await folderLayer(root, folder, scope.epoch);
    return await made(scope, state, layer, after.config, { createdBy: nop(step), mark });
  });
}

/** A layer with a folder; undefined when it is there. */
async function folderLayer(
  root: string | undefined,
  folder: string,
  mtime: number | undefined,
): Promise<Readable | undefined> {
  const place = folder.replace(/^\/+/, '');
  const has = async (path: string) => {
    if (root === undefined) return false;
    const opened = await Root.open(root);
    try {
      const found = await opened.get(path, { follow: true });
      await found.close();
      return found.node.stats.isDirectory();
    } catch (error) {
      if (isKind(error, 'not-found')) return false;
      throw error;
    } finally {
      await opened.close();
    }
  };
  if (place === '' || (await has(place))) return undefined;
  const writer = new LayerTarWriter({ owner: { uid: 0, gid: 0 }, mode: undefined, mtime }, has);
  return Readable.from(folderTar(writer, place), { objectMode: false });
}

async function* folderTar(writer: LayerTarWriter, place: string): AsyncGenerator<Buffer> {
  yield* writer.folder(place);
  yield writer.end();
}
