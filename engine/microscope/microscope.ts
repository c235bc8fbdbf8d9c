import type { ImageAt, MicroscopeBackend } from '../api/backends/microscope.ts';
import type { ImageFile, ImageFileDiff, ImageLayers } from '../api/types/microscope.ts';
import { fault } from '../base/errors.ts';
import { nameBytes, readableName } from '../disk/tar-header.ts';
import { previewOf, TEXT_LIMIT } from '../files/text/preview.ts';
import type { Anatomy } from '../images/anatomy.ts';
import { KIND } from '../layers/index/layer-index.ts';
import { type Compared, compareImages } from './compare/compare.ts';
import { diffSides, type Side } from './content/diff.ts';
import { fileVersions } from './content/file-versions.ts';
import { ImageFiles } from './content/image-files.ts';
import { sameContents } from './duplicates.ts';
import { entryAt } from './entry.ts';
import { countLayers } from './layer-counts.ts';
import { listFolder } from './listing.ts';
import { lossesIn } from './losses.ts';
import { searchPaths } from './search.ts';
import { stepOfLayer, stepsOf } from './steps.ts';
import { pathIn, type Subject } from './subject.ts';
import { type Slides, Subjects } from './subjects.ts';
import { findPath, spellPath, type Timeline } from './timeline.ts';
import { kindAt, layerBytes, STATE, type View } from './view.ts';
import { wasteOf } from './waste.ts';
import { whyBig } from './why-big/why-big.ts';

/** How many places of one content are told. */
const MOST_PLACES = 100;

/** The microscope over a store's images and layers. */
export function openMicroscope(slides: Slides): MicroscopeBackend {
  const subjects = new Subjects(slides);
  const filesOf = (anatomy: Anatomy) => new ImageFiles(slides.layers, anatomy);
  const look = <T>(
    { image, layer }: ImageAt,
    with_: (view: View, subject: Subject, anatomy: Anatomy) => Promise<T> | T,
  ) => subjects.use(image, (subject, anatomy) => with_(subject.view(layer), subject, anatomy));

  return {
    tree: (at, options) =>
      look(at, (view, _, { id }) => {
        const folder = folderIn(view, options.path);
        const listing = listFolder(view, folder, options);
        return { image: id, layer: view.layer, folder: entryAt(view, folder), ...listing };
      }),

    search: (at, options) =>
      look(at, (view, { text }, { id }) => ({
        image: id,
        layer: view.layer,
        query: options.query,
        ...searchPaths(view, text, options),
      })),

    file: (at, path) =>
      look(at, async (view, { timeline }, anatomy) => {
        const found = pathIn(view, path);
        return {
          image: anatomy.id,
          layer: view.layer,
          entry: entryAt(view, found),
          versions: fileVersions(timeline, found),
          content: await contentOf(view, found, filesOf(anatomy)),
        };
      }),

    content: (at, path) =>
      look(at, async (view, _, anatomy) => {
        const found = pathIn(view, path);
        return { entry: entryAt(view, found), content: await filesOf(anatomy).stream(view, found) };
      }),

    diff: (at, path, from) =>
      look(at, (view, subject, anatomy): Promise<ImageFileDiff> => {
        const to = sideOf(view, path, anatomy);
        if (from.image !== undefined) {
          const other = { ...from, image: from.image };
          return look(other, (before, __, its) => diffSides(path, sideOf(before, path, its), to));
        }
        const layer = from.layer ?? layerBelow(to);
        return diffSides(path, layer < 0 ? undefined : sideOf(subject.view(layer), path, anatomy), to);
      }),

    layers: (image) => subjects.use(image, ({ timeline }, anatomy) => layersOf(timeline, anatomy)),

    waste: (image, limit) =>
      subjects.use(image, ({ timeline }, { id }) => ({
        image: id,
        ...wasteOf(timeline, lossesIn(timeline), limit),
      })),

    duplicates: (image, limit) =>
      look({ image }, async (view, { timeline }, { id }) => {
        const groups = await sameContents(view);
        return {
          image: id,
          bytes: groups.reduce((sum, { bytes }) => sum + bytes, 0),
          total: groups.length,
          groups: groups.slice(0, limit).map(({ paths, ...group }) => ({
            ...group,
            paths: paths.slice(0, MOST_PLACES).map((path) => ({
              path: `/${readableName(spellPath(timeline, path))}`,
              layer: timeline.layer[view.version[path] ?? 0] ?? 0,
            })),
          })),
        };
      }),

    whyBig: (image) =>
      look({ image }, async (view, { timeline }, { id, config, layers }) => ({
        image: id,
        ...(await whyBig(view, {
          losses: lossesIn(timeline),
          steps: stepsOf(config.history, layers.length),
          size: sumOf(layerBytes(timeline)),
        })),
      })),

    compare: (from, to, limit) =>
      look({ image: from }, (before, _, its) =>
        look({ image: to }, (after, __, anatomy) =>
          compareImages(comparedOf(before, its), comparedOf(after, anatomy), limit),
        ),
      ),
  };

  function sideOf(view: View, path: string, anatomy: Anatomy): Side {
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    const found = findPath(view.timeline, nameBytes(parts.join('/')));
    return { anatomy, view, files: filesOf(anatomy), path: found };
  }

  function comparedOf(view: View, anatomy: Anatomy): Compared {
    return { anatomy, view, files: filesOf(anatomy), size: sumOf(layerBytes(view.timeline)) };
  }
}

/** The layers, what each did, and the steps that made them. */
function layersOf(timeline: Timeline, anatomy: Anatomy): ImageLayers {
  const { id, config, layers } = anatomy;
  const losses = lossesIn(timeline);
  const counts = countLayers(timeline, losses);
  const history = stepsOf(config.history, layers.length);
  const sizes = layerBytes(timeline);
  const wasted = losses.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    image: id,
    history,
    size: sumOf(sizes),
    wasted,
    visible: sumOf(sizes) - wasted,
    layers: layers.flatMap((layer, index) => {
      const own = counts[index];
      if (own === undefined) return [];
      const step = stepOfLayer(history, index)?.step ?? null;
      return [{ layer: index, ...layer, size: sizes[index] ?? 0, ...own, step }];
    }),
  };
}

function folderIn(view: View, path: string): number {
  const found = pathIn(view, path);
  if (kindAt(view, found) !== KIND.directory) throw fault('invalid', `${path} is not a folder`);
  return found;
}

async function contentOf(view: View, path: number, files: ImageFiles): Promise<ImageFile['content']> {
  if (kindAt(view, path) !== KIND.file) return { kind: 'none' };
  return previewOf(await files.start(view, path, TEXT_LIMIT), entryAt(view, path).size);
}

/** The layer below the one that a path last changed in; -1 when nothing is below, so that there is nothing to compare with. */
function layerBelow({ view, path }: Side): number {
  if (path === undefined) return -1;
  const { timeline, layer, version, state } = view;
  const changedAt = state[path] === STATE.removed ? layer : (timeline.layer[version[path] ?? 0] ?? 0);
  return changedAt - 1;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
