import { bytes, flag, named, object, pairs, type Schema, text, texts, variables } from './keywords.ts';
import { EXTRA_HOSTS, MOUNTED_FILES, ULIMITS } from './shared.ts';

/** `services.*.build` */
export const BUILD: Schema = object(
  'How the image of this service is built: the folder of the build context, or a mapping.',
  {
    context: text('The folder, or the URL of a Git repository, that the build reads from. Default: `.`', {
      'x-form': 'location',
    }),
    dockerfile: text('The Dockerfile, relative to the context. Default: `Dockerfile`'),
    dockerfile_inline: text('A Dockerfile written here instead of in a file.'),
    args: variables('Values for the `ARG`s of the Dockerfile.'),
    target: text('The stage to build.'),
    labels: pairs('Labels of the image.'),
    tags: texts('Further names for the image.'),
    platforms: texts('The platforms to build for, such as `linux/amd64`.'),
    network: text('The network that `RUN` instructions are in: a network, `host` or `none`.'),
    no_cache: flag('Run every instruction again.'),
    pull: flag('Pull the base images even when they are here.'),
    cache_from: texts('Images to take cached layers from.'),
    cache_to: texts('Where to put the build cache.'),
    additional_contexts: {
      ...named('Further contexts by name: a folder, a URL, `docker-image://…` or `service:…`.', {
        type: 'string',
        'x-form': 'location',
      }),
      type: ['object', 'array'],
      items: { type: 'string' },
      'x-form': 'locations',
    },
    extra_hosts: EXTRA_HOSTS,
    isolation: text('The isolation of the build on Windows.'),
    privileged: flag('Build with extended privileges.'),
    entitlements: texts('Privileges that the build is allowed, such as `network.host`.'),
    secrets: { ...MOUNTED_FILES, description: 'Secrets that `RUN --mount=type=secret` may read.' },
    ssh: {
      ...pairs('SSH agents or keys that `RUN --mount=type=ssh` may use.'),
      type: ['string', 'array', 'object'],
      'x-form': 'ssh',
      'x-merge': 'unique',
    },
    shm_size: bytes('The size of `/dev/shm` during the build.'),
    ulimits: ULIMITS,
    provenance: {
      type: ['string', 'boolean'],
      description: 'Whether, or how, provenance is attested.',
      'x-form': 'text',
    },
    sbom: {
      type: ['string', 'boolean'],
      description: 'Whether, or how, a bill of materials is attested.',
      'x-form': 'text',
    },
  },
  { type: ['object', 'string'], 'x-form': 'build' },
);
