import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BuildRequest } from '../../api/types/build.ts';
import { fault, messageOf } from '../../base/errors.ts';
import { compressionOf } from '../../process/decompress.ts';
import { FolderSource } from '../files/folder-source.ts';
import { download } from '../remote/download.ts';
import { type GitAddress, parseGitAddress } from '../remote/git-address.ts';
import { checkOut } from '../remote/git-checkout.ts';
import { type Context, receiveContext } from './receive-context.ts';

/** Where a context comes from, and where it goes. */
interface ContextWish {
  readonly request: Pick<BuildRequest, 'remote' | 'dockerfile' | 'buildArgs'>;
  /** What the client sent. */
  readonly tar: AsyncIterable<Buffer>;
  /** Is made; nothing lies there yet. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/**
 * The context of a build: the tar that the client sent or, when the request names an address, a git repository, a tar from
 * there, or a Dockerfile alone. Throws `invalid` for what is none of these.
 */
export async function openContext(wish: ContextWish): Promise<Context> {
  const { remote } = wish.request;
  if (remote === undefined) {
    return await receiveContext(wish.tar, wish.folder);
  }
  const repository = gitAddress(remote);
  if (repository !== undefined) return await repositoryContext(wish, repository);
  if (!/^https?:\/\//.test(remote)) {
    throw fault(
      'invalid',
      `unable to prepare context: ${remote} is neither an http(s) address nor a git repository`,
    );
  }
  return await downloadedContext(wish, remote);
}

function gitAddress(remote: string): GitAddress | undefined {
  try {
    return parseGitAddress(remote, { shorthand: true });
  } catch (error) {
    throw fault('invalid', messageOf(error), error);
  }
}

async function repositoryContext(
  { request, folder, signal }: ContextWish,
  address: GitAddress,
): Promise<Context> {
  const keepGitDir = ['1', 'true'].includes(request.buildArgs['BUILDKIT_CONTEXT_KEEP_GIT_DIR'] ?? '');
  const inside = await checkOut(address, folder, { keepGitDir, signal });
  return folderContext(inside);
}

async function downloadedContext({ folder, signal }: ContextWish, address: string): Promise<Context> {
  const file = `${folder}.download`;
  try {
    await download(address, file, { signal });
    if (await isArchive(file)) {
      return await receiveContext(createReadStream(file) as AsyncIterable<Buffer>, folder);
    }
    const place = join(folder, 'Dockerfile');
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await rename(file, place);
    return { ...folderContext(folder), dockerfile: 'Dockerfile' };
  } finally {
    await rm(file, { force: true });
  }
}

function folderContext(folder: string): Context {
  return { source: new FolderSource(folder), attributes: new Map(), close: async () => undefined };
}

const TAR_MAGIC = { at: 257, text: 'ustar' };

async function isArchive(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    const start = buffer.subarray(0, bytesRead);
    const { at, text } = TAR_MAGIC;
    return compressionOf(start) !== 'none' || start.toString('latin1', at, at + text.length) === text;
  } finally {
    await file.close();
  }
}
