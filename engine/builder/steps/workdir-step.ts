import { Readable } from 'node:stream';
import { nameBytes } from '../../base/file-name.ts';
import type { BuildScope } from '../build-scope.ts';
import { configInputs } from '../cache/config-inputs.ts';
import type { InstructionOf } from '../dockerfile/instruction.ts';
import { LayerTarWriter } from '../files/layer-tar.ts';
import { workingDirectory } from './change-config.ts';
import { expanded, lookupIn, type StageState } from './stage-state.ts';
import { cached, made, nop, type Told } from './step-result.ts';
import { hasFolderIn, inTheWay, placeOf } from './target-place.ts';

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
  const place = await placeOf(nameBytes(folder), root);
  if (place.there === 'other') throw inTheWay(place.path);
  if (place.there === 'folder' || place.path === '') return undefined;
  const ownership = { owner: { uid: 0, gid: 0 }, mode: undefined, mtime };
  const writer = new LayerTarWriter(ownership, hasFolderIn(root));
  return Readable.from(folderTar(writer, place.path), { objectMode: false });
}

async function* folderTar(writer: LayerTarWriter, place: string): AsyncGenerator<Buffer> {
  yield* writer.folder(place);
  yield writer.end();
}
