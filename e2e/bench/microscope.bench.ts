import { ociArchive, type TestImage } from '../../engine/testing/image-archives.ts';
import { type TarMember, tarOf } from '../../engine/testing/tar-of.ts';
import { Engine } from '../fixtures/engine.ts';
import { millisecondsOf, printTable } from './figures.ts';

const FILES = 200_000;
const IMAGES = 500;
const ROUNDS = 10;

/** Paths as in a grown application: 40 files to a folder, some depth. */
const pathOf = (file: number) =>
  `opt/app-${Math.floor(file / 4000)}/lib/module-${Math.floor(file / 400)}/part-${Math.floor(file / 40)}/file-${file}.js`;
const filesFrom = (start: number, end: number, content: string): TarMember[] =>
  Array.from({ length: end - start }, (_, index) => ({ path: pathOf(start + index), content }));

function bigImage(): TestImage {
  const most = FILES - 20_000;
  return {
    tags: ['big:1'],
    layers: [
      tarOf(filesFrom(0, most, 'first')),
      tarOf(filesFrom(most, FILES, 'second')),
      tarOf(filesFrom(0, 10_000, 'written again')),
      tarOf([{ path: 'opt/.wh.app-7' }, { path: 'etc/passwd', content: 'root' }]),
    ],
  };
}

function manyImages(): TestImage[] {
  const base = tarOf([{ path: 'etc/passwd', content: 'root' }]);
  return Array.from({ length: IMAGES }, (_, number) => ({
    tags: [`many/image-${number}:1`],
    layers: [base, tarOf([{ path: 'number', content: String(number) }])],
  }));
}

await using engine = await Engine.running();

const get = async (path: string): Promise<void> => {
  const { status, text } = await engine.http.get(path);
  if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
};
const load = async (images: readonly TestImage[]): Promise<number> => {
  const body = ociArchive(images);
  return await millisecondsOf(async () => {
    const headers = { 'content-type': 'application/x-tar' };
    const { status, text } = await engine.http.post('/images/load?quiet=1', { headers, body });
    if (status !== 200 || text.includes('"error"')) throw new Error(`load: ${status} ${text.slice(-300)}`);
  });
};

const loaded = await load([bigImage()]);
console.log(`\nloading and unpacking the image of ${FILES} files took ${Math.round(loaded)} ms`);
const image = 'image=big:1';
const cold: number[] = [];
for (let round = 0; round < 3; round++) {
  // A new process: nothing is prepared.
  await engine.stop();
  await engine.start();
  await get('/_ping');
  cold.push(await millisecondsOf(() => get(`/gantry/images/tree?${image}&path=/`)));
}
const questions: Record<string, string> = {
  'tree, the next folder': `tree?${image}&path=/opt`,
  'tree, another layer': `tree?${image}&path=/&layer=1`,
  'search, few hits': `search?${image}&query=file-1999`,
  'search, all hit': `search?${image}&query=module`,
  'search, a pattern': `search?${image}&query=*-1?99.js`,
  layers: `layers?${image}`,
  'why big': `why-big?${image}`,
  duplicates: `duplicates?${image}`,
};
const figures = new Map<string, number[]>([['tree, first time', cold]]);
for (const [name, path] of Object.entries(questions)) {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    times.push(await millisecondsOf(() => get(`/gantry/images/${path}`)));
  console.log(`  ${name}, first: ${times[0]?.toFixed(1)} ms`);
  figures.set(name, times.slice(1));
}
printTable(`looking into an image of ${FILES} files in 4 layers`, figures);

await load(manyImages());
const lists = new Map<string, number[]>();
for (const [name, path] of [
  ['list', '/images/json'],
  ['list with shared sizes', '/images/json?shared-size=1'],
  ['system df', '/system/df'],
] as const) {
  await get(path);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await millisecondsOf(() => get(path)));
  lists.set(name, times);
}
printTable(`${IMAGES} images`, lists);
const disk: number[] = [];
for (let round = 0; round < 4; round++) disk.push(await millisecondsOf(() => get('/gantry/disk')));
console.log(
  `\ndisk report: first ${disk[0]?.toFixed(0)} ms, then ${disk
    .slice(1)
    .map((one) => one.toFixed(0))
    .join(', ')} ms`,
);
