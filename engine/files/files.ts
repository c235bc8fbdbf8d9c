import type { Readable } from 'node:stream';
import type { ByteRange, FilePlace, FilesBackend } from '../api/backends/files.ts';
import type { FileEntry } from '../api/types/files.ts';
import { fault } from '../base/errors.ts';
import { nameBytes, readableName } from '../base/file-name.ts';
import { makeFolder, makeFolders, measure, move, removeAll } from './change.ts';
import { describeChanges } from './describe-changes.ts';
import { diffAgainstOrigin } from './diff.ts';
import { contextTar } from './dockerfile/context-tar.ts';
import { dockerfileOf } from './dockerfile/dockerfile.ts';
import { entryOf } from './entry.ts';
import { FolderCache } from './folder-cache.ts';
import { listFolder, originalEntry } from './list.ts';
import { openFound, readText } from './read.ts';
import { isThere, missing, Root } from './root.ts';
import { extractTar } from './tar/extract.ts';
import { pack } from './tar/pack.ts';
import type { FileOrigin, FileTree } from './tree.ts';
import { writeFile } from './write.ts';

/** Gives the trees that the API names. Throws `not-found`. */
export interface FileTrees {
  container(ref: string): Promise<FileTree>;
  volume(name: string): Promise<FileTree>;
}

/** How often listed entries are looked at at a time is decided in `list.ts`; this is what a page may hold. */
const MOST_ENTRIES = 10_000;

/** Files in trees, for the window: every call opens the tree anew and lets go of it. */
export function openFiles(trees: FileTrees): FilesBackend {
  const cache = new FolderCache();
  const open = async (place: FilePlace): Promise<{ readonly tree: FileTree; readonly root: Root }> => {
    const tree =
      'container' in place ? await trees.container(place.container) : await trees.volume(place.volume);
    try {
      return { tree, root: await Root.open(tree.root) };
    } catch (error) {
      await tree.close();
      throw error;
    }
  };
  const look = async <T>(place: FilePlace, use: (tree: FileTree, root: Root) => Promise<T>): Promise<T> => {
    const { tree, root } = await open(place);
    try {
      return await use(tree, root);
    } finally {
      await root.close();
      await tree.close();
    }
  };
  const change = async <T>(place: FilePlace, use: (root: Root) => Promise<T>) => {
    try {
      return await look(place, (_, root) => use(root));
    } finally {
      cache.clear();
    }
  };

  return {
    list: (place, { path, ...wanted }) =>
      look(place, async (tree, root) => {
        const folder = await root.get(nameBytes(path), { follow: true });
        try {
          if (!folder.node.stats.isDirectory()) throw fault('invalid', `${path} is not a folder`);
          const match = wanted.match?.toLowerCase();
          const limit = Math.min(wanted.limit, MOST_ENTRIES);
          return await listFolder(tree, root, folder, { ...wanted, match, limit }, cache);
        } finally {
          await folder.close();
        }
      }),

    stat: (place, path) => look(place, (_, root) => statOf(root, path)),

    text: (place, path) =>
      look(place, async (_, root) => {
        const found = await root.get(nameBytes(path), { follow: true });
        try {
          return await readText(root, found);
        } finally {
          await found.close();
        }
      }),

    content: async (place, path, range) => {
      const { tree, root } = await open(place);
      const close = async () => {
        await root.close();
        await tree.close();
      };
      try {
        return await contentOf(root, path, range, close);
      } catch (error) {
        await close();
        throw error;
      }
    },

    write: (place, path, body, { expected, parents }) =>
      change(place, async (root) => {
        const bytes = nameBytes(path);
        if (parents) await makeFolders(root, bytes.slice(0, bytes.lastIndexOf('/')));
        await writeFile(root, bytes, body as AsyncIterable<Buffer>, expected);
        return await statOf(root, path, true);
      }),

    makeFolder: (place, path) =>
      change(place, async (root) => {
        await makeFolder(root, nameBytes(path));
        return await statOf(root, path);
      }),

    move: (place, from, to, replace) =>
      change(place, async (root) => {
        await move(root, nameBytes(from), nameBytes(to), replace);
        return await statOf(root, to);
      }),

    remove: (place, paths) => change(place, (root) => removeAll(root, paths.map(nameBytes))),

    measure: (place, paths) => look(place, (_, root) => measure(root, paths.map(nameBytes))),

    archive: async (place, paths) => {
      const { tree, root } = await open(place);
      const close = async () => {
        await root.close();
        await tree.close();
      };
      try {
        return await archiveOf(root, paths, close);
      } catch (error) {
        await close();
        throw error;
      }
    },

    upload: (place, path, tar) =>
      change(place, async (root) => {
        const bytes = nameBytes(path);
        const folder = await root.get(bytes, { follow: true });
        await folder.close();
        if (!folder.node.stats.isDirectory()) throw fault('invalid', `${path} is not a folder`);
        await extractTar(root, bytes, tar as AsyncIterable<Buffer>);
      }),

    changes: (place) => look(place, (tree, root) => describeChanges(root, originOf(tree))),
    diff: (place, path) =>
      look(place, (tree, root) => diffAgainstOrigin(root, originOf(tree), nameBytes(path))),
    dockerfile: (place, paths) => look(place, (tree, root) => dockerfileOf(root, originOf(tree), paths)),
    context: async (place, paths) => {
      const opened = await open(place);
      const close = async () => {
        await opened.root.close();
        await opened.tree.close();
      };
      try {
        const { copied } = await dockerfileOf(opened.root, originOf(opened.tree), paths);
        return contextTar(opened.root, copied, close);
      } catch (error) {
        await close();
        throw error;
      }
    },
    original: (place, path) => look(place, (tree) => originalOf(originOf(tree), path)),
  };
}

function originOf(tree: FileTree): FileOrigin {
  if (tree.origin === undefined) throw fault('invalid', 'a volume stands on no image to compare it with');
  return tree.origin;
}

async function originalOf(origin: FileOrigin, path: string): Promise<FileEntry> {
  const was = await origin.original(nameBytes(path));
  if (was === undefined) throw missing(nameBytes(path));
  return originalEntry(nameBytes(path), was);
}

async function statOf(root: Root, path: string, follow = false): Promise<FileEntry> {
  const found = await root.get(nameBytes(path), { follow });
  try {
    return await entryOf(root, { ...found, stats: found.node.stats });
  } finally {
    await found.close();
  }
}

async function contentOf(
  root: Root,
  path: string,
  range: ByteRange | undefined,
  close: () => Promise<void>,
): ReturnType<FilesBackend['content']> {
  const found = await root.get(nameBytes(path), { follow: true });
  try {
    const entry = await entryOf(root, { ...found, stats: found.node.stats });
    const file = await openFound(found);
    const asked = range === undefined ? undefined : clamp(range, entry.size);
    if (asked !== undefined && asked.start >= entry.size) {
      await file.close();
      throw fault('invalid', `${path} has only ${entry.size} bytes`);
    }
    const length = asked === undefined ? entry.size : asked.end - asked.start + 1;
    const content: Readable = file.createReadStream({
      highWaterMark: 512 * 1024,
      start: asked?.start ?? 0,
      // No more than was promised, should the file grow meanwhile.
      end: (asked?.start ?? 0) + Math.max(length, 1) - 1,
    });
    content.once('close', () => void close());
    return { entry, length, range: asked, content };
  } finally {
    await found.close();
  }
}

function clamp({ start, end }: ByteRange, size: number): { readonly start: number; readonly end: number } {
  if (start < 0) return { start: Math.max(0, size + start), end: size - 1 };
  return { start, end: Math.min(end ?? size - 1, size - 1) };
}

/** Things of one folder as a tar; a folder that is named alone is at the top. */
async function archiveOf(
  root: Root,
  paths: readonly string[],
  close: () => Promise<void>,
): Promise<Readable> {
  const [first = '/'] = paths;
  const found = await root.get(nameBytes(first), { follow: false });
  const names: string[] = [];
  try {
    for (const path of paths) {
      const other = await root.get(nameBytes(path), { follow: false });
      await other.close();
      if (!isThere(other) || folderOf(other.path) !== folderOf(found.path))
        throw fault('invalid', 'an archive holds things of one folder');
      names.push(other.name);
    }
  } catch (error) {
    await found.close();
    throw error;
  }
  const isRoot = found.name === '.';
  const tar = isRoot
    ? pack({ folder: found.folder, exclude: ['./proc/*', './sys/*', './dev/*'] })
    : pack({ folder: found.folder, names });
  tar.once('close', () => void found.close().then(close));
  return tar;
}

function folderOf(path: string): string {
  return readableName(path.slice(0, path.lastIndexOf('/')));
}
