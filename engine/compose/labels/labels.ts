import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';

type Texts = Readonly<Record<string, string>>;

const PREFIX = 'com.docker.compose';

/** The labels by which Compose v2, docker-compose 1.29 and Gantry know what belongs to a project. */
export const LABEL = {
  project: `${PREFIX}.project`,
  service: `${PREFIX}.service`,
  number: `${PREFIX}.container-number`,
  oneoff: `${PREFIX}.oneoff`,
  slug: `${PREFIX}.slug`,
  hash: `${PREFIX}.config-hash`,
  image: `${PREFIX}.image`,
  dependsOn: `${PREFIX}.depends_on`,
  version: `${PREFIX}.version`,
  directory: `${PREFIX}.project.working_dir`,
  files: `${PREFIX}.project.config_files`,
  network: `${PREFIX}.network`,
  volume: `${PREFIX}.volume`,
  /**
   * Gantry's own: the configuration that it was made from, as JSON (`wanted/comparable.ts`). The hash only tells that
   * something changed; with this the plan can say what. It begins as the others do, since docker-compose 1.29 complains
   * about labels of networks and volumes that do not.
   */
  config: `${PREFIX}.gantry.config`,
} as const;

/** What Gantry writes as the version: it follows the labels of Compose v2. */
const VERSION = '2.0.0-gantry';

/** The labels of a service's container. `config` is the text that was hashed, `image` the image's id. */
export function containerLabels(
  project: Project,
  service: Service,
  made: {
    readonly number: number;
    readonly config: string;
    readonly hash: string;
    readonly image: string;
    /** For a container of `run`: a name for it. */
    readonly slug?: string;
  },
): Texts {
  return {
    ...service.labels,
    [LABEL.project]: project.name,
    [LABEL.service]: service.name,
    [LABEL.number]: String(made.number),
    [LABEL.oneoff]: made.slug === undefined ? 'False' : 'True',
    ...(made.slug === undefined ? {} : { [LABEL.slug]: made.slug }),
    [LABEL.hash]: made.hash,
    [LABEL.image]: made.image,
    [LABEL.dependsOn]: dependsOnText(service),
    [LABEL.version]: VERSION,
    [LABEL.directory]: project.directory,
    [LABEL.files]: project.files.join(','),
    [LABEL.config]: made.config,
  };
}

/** The labels of a project's network or volume. */
export function resourceLabels(
  project: Project,
  kind: 'network' | 'volume',
  key: string,
  made: { readonly labels: Texts | undefined; readonly config: string; readonly hash: string },
): Texts {
  return {
    ...made.labels,
    [LABEL[kind]]: key,
    [LABEL.project]: project.name,
    [LABEL.version]: VERSION,
    [LABEL.hash]: made.hash,
    [LABEL.config]: made.config,
  };
}

/** The labels of an image that a project builds. */
export function imageLabels(project: Project, service: Service): Texts {
  return {
    ...service.build?.labels,
    [LABEL.project]: project.name,
    [LABEL.service]: service.name,
    [LABEL.version]: VERSION,
  };
}

function dependsOnText({ depends_on = {} }: Service): string {
  return Object.entries(depends_on)
    .map(([name, { condition, restart = false }]) => `${name}:${condition}:${restart}`)
    .sort()
    .join(',');
}

/** The services that a container's label says it depends on. */
export function dependenciesIn(labels: Texts): readonly string[] {
  return (labels[LABEL.dependsOn] ?? '').split(',').flatMap((entry) => {
    const [name = ''] = entry.split(':');
    return name === '' ? [] : [name];
  });
}

/** Of these, those whose restart means one of its own (`restart: true`). */
export function restartedWith(labels: Texts): readonly string[] {
  return (labels[LABEL.dependsOn] ?? '').split(',').flatMap((entry) => {
    const [name = '', , restart] = entry.split(':');
    return restart === 'true' ? [name] : [];
  });
}

/** Who made a container, in words: `docker-compose 1.29.2`, `docker compose 2.26.1`, `Gantry`. */
export function makerIn(labels: Texts): string {
  if (labels[LABEL.config] !== undefined) return 'Gantry';
  const version = labels[LABEL.version];
  if (version === undefined) return 'another tool';
  return version.startsWith('1.') ? `docker-compose ${version}` : `docker compose ${version}`;
}
