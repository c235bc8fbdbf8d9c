import { fault } from '../../base/errors.ts';
import { readableName, type TarHeader } from '../../disk/tar-header.ts';
import type { TreeStats } from '../files/tree-source.ts';

const TYPE_BITS = { file: 0o100000, directory: 0o040000, symlink: 0o120000, fifo: 0o010000 } as const;
const MOST_LINKS = 40;

/** A thing of an archive; several names of one file are one thing. Everything belongs to root. */
export class ArchiveNode implements TreeStats {
  readonly type: keyof typeof TYPE_BITS;
  readonly mode: number;
  /** Seconds since the epoch, in decimals. */
  readonly mtime: string;
  readonly size: number;
  /** Where its content begins. */
  readonly offset: number;
  readonly target: string;
  readonly ino: number;
  readonly children = new Map<string, ArchiveNode>();
  readonly uid = 0;
  readonly gid = 0;
  readonly dev = 0;
  nlink = 1;
  /** The sha256 of its content. */
  digest: string | undefined;

  constructor(parts: {
    readonly type: keyof typeof TYPE_BITS;
    readonly mode: number;
    readonly mtime: string;
    readonly size?: number;
    readonly offset?: number;
    readonly target?: string;
    readonly ino: number;
  }) {
    this.type = parts.type;
    this.mode = parts.mode | TYPE_BITS[parts.type];
    this.mtime = parts.mtime;
    this.size = parts.size ?? 0;
    this.offset = parts.offset ?? 0;
    this.target = parts.target ?? '';
    this.ino = parts.ino;
  }

  get mtimeMs(): number {
    return Number(this.mtime) * 1000;
  }

  isFile(): boolean {
    return this.type === 'file';
  }

  isDirectory(): boolean {
    return this.type === 'directory';
  }

  isSymbolicLink(): boolean {
    return this.type === 'symlink';
  }

  isFIFO(): boolean {
    return this.type === 'fifo';
  }
}

/**
 * What an archive would be when it is unpacked: later members take the place of earlier ones, folders on the way are there.
 * Paths are relative, one character per byte; '' is the root.
 */
export class ArchiveIndex {
  #count = 0;
  readonly #root = this.#folder(0o755, now());
  readonly #byPath = new Map<string, ArchiveNode>([['', this.#root]]);

  /** Adds a member whose content begins at `offset`. Throws `invalid`, naming it, when it cannot be made. */
  add(path: string, header: TarHeader, linkPath: string, offset: number): ArchiveNode {
    const { parent, name } = this.#place(path);
    const before = parent.children.get(name);
    const node = this.#node(path, header, linkPath, offset);
    if (before?.isDirectory() === true && !node.isDirectory() && before.children.size > 0) {
      throw fault('invalid', `the build context holds "${readableName(path)}" as a folder and as a file`);
    }
    if (before?.isDirectory() === true && node.isDirectory()) {
      for (const [child, entry] of before.children) node.children.set(child, entry);
    }
    parent.children.set(name, node);
    this.#byPath.set(path, node);
    return node;
  }

  /** Everything but the root, folders before what is in them. */
  *all(): Generator<readonly [path: string, node: ArchiveNode]> {
    const below = function* (folder: ArchiveNode, way: string): ReturnType<ArchiveIndex['all']> {
      for (const [name, node] of folder.children) {
        yield [`${way}${name}`, node];
        yield* below(node, `${way}${name}/`);
      }
    };
    yield* below(this.#root, '');
  }

  at(path: string): ArchiveNode | undefined {
    return this.#byPath.get(path);
  }

  /** The path with all links followed; undefined when nothing is there. Throws `invalid` for links in a circle. */
  resolve(path: string): string | undefined {
    const way: { readonly name: string; readonly node: ArchiveNode }[] = [];
    const rest = path.split('/').reverse();
    let links = 0;
    for (let part = rest.pop(); part !== undefined; part = rest.pop()) {
      if (part === '' || part === '.') continue;
      if (part === '..') {
        way.pop();
        continue;
      }
      const node = (way.at(-1)?.node ?? this.#root).children.get(part);
      if (node === undefined) return undefined;
      if (!node.isSymbolicLink()) {
        way.push({ name: part, node });
        continue;
      }
      links += 1;
      if (links > MOST_LINKS)
        throw fault('invalid', `too many levels of symbolic links in "${readableName(path)}"`);
      if (node.target.startsWith('/')) way.length = 0;
      rest.push(...node.target.split('/').reverse());
    }
    return way.map(({ name }) => name).join('/');
  }

  #place(path: string): { readonly parent: ArchiveNode; readonly name: string } {
    const slash = path.lastIndexOf('/');
    const above = slash < 0 ? '' : path.slice(0, slash);
    const name = path.slice(slash + 1);
    const there = this.#byPath.get(above);
    if (there?.isDirectory() === false) {
      throw fault('invalid', `the build context holds "${readableName(path)}", which lies below a file`);
    }
    if (there !== undefined) return { parent: there, name };
    const place = this.#place(above);
    const parent = this.#folder(0o755, now());
    place.parent.children.set(place.name, parent);
    this.#byPath.set(above, parent);
    return { parent, name };
  }

  #node(path: string, header: TarHeader, linkPath: string, offset: number): ArchiveNode {
    const { type, mode, size } = header;
    if (type === 'hard-link') {
      const first = this.at(linkPath);
      if (first === undefined || first.isDirectory()) {
        throw fault(
          'invalid',
          `the build context holds "${readableName(path)}", a hard link to '${readableName(linkPath)}', which is no file of it`,
        );
      }
      first.nlink += 1;
      return first;
    }
    const { mtime } = header;
    if (type === 'directory') return this.#folder(mode, mtime);
    this.#count += 1;
    const common = { mode, mtime, ino: this.#count };
    if (type === 'symlink') return new ArchiveNode({ ...common, type, target: linkPath });
    return type === 'fifo'
      ? new ArchiveNode({ ...common, type })
      : new ArchiveNode({ ...common, type: 'file', size, offset });
  }

  #folder(mode: number, mtime: string): ArchiveNode {
    this.#count += 1;
    return new ArchiveNode({ type: 'directory', mode, mtime, ino: this.#count });
  }
}

function now(): string {
  return String(Math.floor(Date.now() / 1000));
}
