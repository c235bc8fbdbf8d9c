import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { BuildScope } from '../build-scope.ts';
import type { InstructionOf } from '../dockerfile/instruction.ts';
import { SyntaxFault } from '../dockerfile/syntax-fault.ts';
import { FileTree } from '../files/file-tree.ts';
import { nameIn } from '../remote/download.ts';
import { type GitAddress, parseGitAddress, withoutLogin } from '../remote/git-address.ts';
import { checkOut, commitOf } from '../remote/git-checkout.ts';
import type { LooseSource, RepositorySource } from './bring-files.ts';

type Step = InstructionOf<'copy' | 'add'>;

/** What of the sources is elsewhere, looked up, and the rest. */
export interface Sorted {
  readonly here: readonly string[];
  readonly loose: readonly LooseSource[];
  readonly repositories: readonly RepositorySource[];
}

/** Sorts the sources of COPY and ADD by where they come from. Throws `SyntaxFault` for what cannot be had. */
export async function sortedSources(
  scope: BuildScope,
  step: Step,
  sources: readonly string[],
): Promise<Sorted> {
  const here: string[] = [];
  const loose: LooseSource[] = [];
  const repositories: RepositorySource[] = [];
  for (const source of sources) {
    const address = remoteAddress(source);
    if (address === undefined) here.push(source);
    else if (step.kind === 'copy') throw new SyntaxFault("source can't be a URL for COPY", 0);
    else if (typeof address === 'string') loose.push(await fetched(scope, step, address));
    else repositories.push(await repository(scope, step, address));
  }
  if (here.length > 0 && step.checksum !== undefined) {
    throw new SyntaxFault("checksum can't be specified for non-HTTP(S) and non-git sources", 0);
  }
  if (step.checksum !== undefined && sources.length > 1)
    throw new SyntaxFault("checksum can't be specified for multiple sources", 0);
  return { here, loose, repositories };
}

function remoteAddress(source: string): GitAddress | string | undefined {
  try {
    return parseGitAddress(source) ?? (/^https?:\/\//.test(source) ? source : undefined);
  } catch (error) {
    throw new SyntaxFault(messageOf(error), 0);
  }
}

/** A file: like one of the context that only its owner may read, with the time at which it was last changed. */
async function fetched(scope: BuildScope, step: Step, url: string): Promise<LooseSource> {
  const name = nameIn(url);
  if (name === '' && step.target.text.endsWith('/')) {
    throw new SyntaxFault(`cannot determine filename from url: ${withoutLogin(url)}`, 0);
  }
  const file = await failing(step, () =>
    scope.deps.remotes.look(url, {
      checksum: checksumOf(step.checksum),
      fresh: scope.request.noCache,
      folder: scope.scratch,
      signal: scope.signal,
    }),
  );
  return {
    name,
    input: [`file ${withoutLogin(url)}`, `${file.digest}:600`],
    size: file.size,
    mode: 0o600,
    mtime: file.mtime,
    unpack: step.unpack === true,
    read: async function* () {
      yield* createReadStream(await file.path()) as AsyncIterable<Buffer>;
    },
  };
}

function checksumOf(checksum: string | undefined): string | undefined {
  if (checksum === undefined) return undefined;
  const [, digest] = /^sha256:([0-9a-f]{64})$/.exec(checksum) ?? [];
  if (digest === undefined) {
    throw new SyntaxFault(
      `invalid checksum digest format: ${checksum}: use sha256: and 64 hexadecimal digits`,
      0,
    );
  }
  return digest;
}

async function repository(scope: BuildScope, step: Step, address: GitAddress): Promise<RepositorySource> {
  const { scratch, signal } = scope;
  const { keepGitDir, checksum } = step;
  const commit = await failing(step, () => commitOf(address, { cwd: scratch, signal }));
  if (checksum !== undefined && !(checksum.length >= 7 && commit.startsWith(checksum))) {
    throw new SyntaxFault(
      `${step.kind.toUpperCase()} failed: expected checksum to match ${checksum}, got ${commit}`,
      0,
    );
  }
  const shown = `${withoutLogin(address.repository)}${address.folder === '' ? '' : `:${address.folder}`}`;
  return {
    input: [`file ${shown}`, `${commit}:${keepGitDir ? 'with .git' : ''}`],
    tree: async () => {
      const folder = join(scratch, newId());
      const inside = await failing(step, () =>
        checkOut({ ...address, ref: commit }, folder, { keepGitDir, signal }),
      );
      return new FileTree(inside, { attributes: new Map() });
    },
  };
}

/** What cannot be fetched is the step's fault. */
async function failing<T>(step: Step, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new SyntaxFault(`${step.kind.toUpperCase()} failed: ${messageOf(error)}`, 0);
  }
}
