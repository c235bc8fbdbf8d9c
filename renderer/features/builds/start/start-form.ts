import type { DockerfileCheck } from '../../../../engine/api/types/build.ts';
import type { BuildWish } from '../../../bridge/host-types.ts';
import type { Pair } from '../../../ui/pasted-pairs.ts';

/** What a person fills in to begin a build. */
export interface StartForm {
  readonly folder: string;
  /** Empty for the first that the folder has. */
  readonly dockerfile: string;
  /** Names separated by blanks or commas. */
  readonly tags: string;
  /** A stage of the Dockerfile; empty for the last. */
  readonly target: string;
  readonly platform: string;
  /** Values for ARGs of the Dockerfile; an empty one leaves the default. */
  readonly args: Readonly<Record<string, string>>;
  /** Arguments that the Dockerfile does not declare, such as HTTP_PROXY. */
  readonly more: readonly Pair[];
  /** Files of this machine by the id under which the Dockerfile mounts them; an empty path gives none. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly noCache: boolean;
  readonly pull: boolean;
}

export type StartErrors = Partial<Record<'folder' | 'dockerfile' | 'tags' | 'more' | 'form', string>>;

export const EMPTY_START: StartForm = {
  folder: '',
  dockerfile: '',
  tags: '',
  target: '',
  platform: '',
  args: {},
  more: [],
  secrets: {},
  noCache: false,
  pull: false,
};

/** A form as an earlier build was begun. */
export function formOf({ buildArgs, tags, secrets, ...wish }: BuildWish): StartForm {
  const files = Object.fromEntries(secrets.map(({ id, file }) => [id, file]));
  return { ...EMPTY_START, ...wish, tags: tags.join(' '), args: buildArgs, secrets: files };
}

/** `[HOST[:PORT]/]PATH[:TAG]` as images are named. */
const NAME =
  /^(?:[a-zA-Z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?$/;

function tagsOf({ tags }: StartForm): readonly string[] {
  return tags.split(/[\s,]+/).filter((tag) => tag !== '');
}

export function checkStart(form: StartForm): StartErrors {
  const wrong = tagsOf(form).find((tag) => !NAME.test(tag));
  const folder = form.folder.trim();
  return {
    ...(folder === '' && { folder: 'Which folder is to be built?' }),
    ...(folder !== '' && !/^[/~]/.test(folder) && { folder: 'Begin the path with a slash.' }),
    ...(wrong !== undefined && {
      tags: `“${wrong}” is no name of an image: it has small letters, as in shop/web:1.`,
    }),
    ...(form.more.some(({ key, value }) => key.trim() === '' && value !== '') && {
      more: 'A value needs a name.',
    }),
  };
}

/**
 * What the desktop is asked for. What the file, as it is now, does not know (a stage, an ARG, a secret) is left out; as long as
 * nobody knows the file, nothing is.
 */
export function wishOf(
  form: StartForm,
  file: DockerfileCheck | undefined,
  secretIds: readonly string[],
): BuildWish {
  const declared = new Set(file?.args.map(({ name }) => name));
  const args = Object.entries(form.args).filter(
    ([name, value]) => value !== '' && (file === undefined || declared.has(name)),
  );
  const more = form.more.filter(({ key }) => key.trim() !== '').map(({ key, value }) => [key.trim(), value]);
  return {
    folder: form.folder.trim(),
    dockerfile: form.dockerfile.trim(),
    tags: tagsOf(form),
    buildArgs: Object.fromEntries([...args, ...more]) as Readonly<Record<string, string>>,
    target: file === undefined || stageTitles(file).includes(form.target) ? form.target : '',
    platform: form.platform.trim(),
    noCache: form.noCache,
    pull: form.pull,
    secrets: (file === undefined ? Object.keys(form.secrets) : secretIds).flatMap((id) => {
      const path = form.secrets[id]?.trim() ?? '';
      return path === '' ? [] : [{ id, file: path }];
    }),
  };
}

/** The stages that a build can end with: by name, or by number for those without. */
export function stageTitles(file: DockerfileCheck | undefined): readonly string[] {
  return (file?.stages ?? []).map(({ index, name }) => name ?? String(index));
}

/** The ids of the secrets that RUN instructions of a Dockerfile mount, each once. */
export function secretIdsIn(source: string): readonly string[] {
  const mounts = [...source.matchAll(/--mount=(\S*\btype=secret\b\S*)/g)].map(([, options = '']) => options);
  const ids = mounts.map((options) => {
    const named = /(?:^|,)id=([^,\s]+)/.exec(options)?.[1];
    return named ?? /(?:^|,)(?:target|dst|destination)=(?:[^,\s]*\/)?([^,\s/]+)/.exec(options)?.[1];
  });
  return [...new Set(ids.filter((id) => id !== undefined))];
}

const DOCKERFILE = /^(.*[.-])?(dockerfile|containerfile)([.-].*)?$/i;

/** The names in a folder that look like Dockerfiles, the usual one first. */
export function dockerfilesIn(
  entries: readonly { readonly name: string; readonly kind: string }[],
): readonly string[] {
  const rank = (name: string) => (name === 'Dockerfile' ? 0 : name === 'Containerfile' ? 1 : 2);
  return entries
    .filter(({ name, kind }) => kind === 'file' && DOCKERFILE.test(name) && !name.endsWith('.dockerignore'))
    .map(({ name }) => name)
    .sort((one, other) => rank(one) - rank(other) || one.localeCompare(other, 'en'));
}

/** A name for the image of a folder, as people would type it. */
export function suggestedTag(folder: string): string {
  const name = folder.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
