import { open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errnoOf } from '../../desktop-error.ts';
import { fileTrouble } from '../files/file-trouble.ts';
import type { Project } from './project.ts';

/** Folders whose names tell something, too. */
const INTO = ['cmd', 'app', 'src', 'public', 'dist', 'site'];

const TELLING = [
  'package.json',
  'angular.json',
  '.nvmrc',
  '.node-version',
  'requirements.txt',
  'pyproject.toml',
  'Pipfile',
  '.python-version',
  'runtime.txt',
  'go.mod',
  'Cargo.toml',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
];

/** As much of a file as is looked at. */
const MOST = 256 * 1024;

/** What a folder's files say of the project. Throws a `DesktopError` when the folder cannot be read. */
export async function readProject(folder: string): Promise<Project> {
  const top = await readdir(folder).catch((cause: unknown) => {
    throw fileTrouble(folder, cause);
  });
  const below = await Promise.all(
    INTO.filter((name) => top.includes(name)).map(async (name) =>
      (await namesIn(join(folder, name))).map((one) => `${name}/${one}`),
    ),
  );
  const texts = await Promise.all(
    TELLING.filter((name) => top.includes(name)).map(
      async (name) => [name, await beginningOf(join(folder, name))] as const,
    ),
  );
  return { name: basename(folder), names: new Set([...top, ...below.flat()]), texts: new Map(texts) };
}

/** Folders end with a slash. Nothing of what is no folder, or closed to us. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
  } catch (error) {
    if (['ENOTDIR', 'EACCES', 'ENOENT'].includes(errnoOf(error) ?? '')) return [];
    throw error;
  }
}

async function beginningOf(path: string): Promise<string> {
  const file = await open(path).catch((cause: unknown) => {
    throw fileTrouble(path, cause);
  });
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(MOST), 0, MOST, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch (cause) {
    throw fileTrouble(path, cause);
  } finally {
    await file.close();
  }
}
