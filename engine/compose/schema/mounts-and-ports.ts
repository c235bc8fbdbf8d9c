import { bytes, flag, integer, list, object, oneOf, pairs, type Schema, text } from './keywords.ts';

/** `services.*.volumes` */
export const MOUNTS: Schema = list(
  'What is mounted: `source:target[:ro]`, or mappings.',
  object(
    'A mount.',
    {
      type: oneOf('What is mounted.', ['bind', 'volume', 'tmpfs', 'image', 'npipe', 'cluster']),
      source: text('The path of the host, the volume or the image.'),
      target: text('The path in the container.'),
      read_only: flag('Cannot be written.'),
      consistency: text('How consistent it has to be, on machines where that matters.'),
      bind: object('For a bind mount.', {
        propagation: text('How mounts below it spread: `private`, `shared`, `slave`, and with `r` in front.'),
        create_host_path: flag('Make a missing source a folder. Default: yes.'),
        selinux: oneOf('Relabel: `z` shared, `Z` private.', ['z', 'Z']),
        recursive: oneOf('What becomes of mounts below it.', ['enabled', 'disabled', 'writable', 'readonly']),
      }),
      volume: object('For a volume.', {
        nocopy: flag('Do not fill a new volume with what the image has there.'),
        subpath: text('The path in the volume.'),
        labels: pairs('Labels of an anonymous volume.'),
      }),
      tmpfs: object('For a folder in memory.', {
        size: bytes('Its size.'),
        mode: integer('Its permissions, octal.'),
      }),
      image: object('For an image.', { subpath: text('The path in the image.') }),
    },
    { type: ['string', 'object'], required: ['type', 'target'] },
  ),
  { 'x-form': 'mounts', 'x-merge': 'by-target' },
);

/** `services.*.ports` */
export const PORTS: Schema = list(
  'Ports of the host that lead to the service: `[[address:]published:]target[/protocol]`, or mappings.',
  object(
    'A published port.',
    {
      name: text('A name for people.'),
      mode: text('`ingress` or `host`.'),
      host_ip: text('The address of the host.'),
      target: { type: ['integer', 'string'], description: 'The port in the container.', 'x-form': 'integer' },
      published: {
        type: ['integer', 'string'],
        description: 'The port of the host, or a range to choose from.',
        'x-form': 'text',
      },
      protocol: text('`tcp`, `udp` or `sctp`.'),
      app_protocol: text('What is spoken, such as `http`.'),
    },
    { type: ['integer', 'string', 'object'], required: ['target'] },
  ),
  { 'x-form': 'ports', 'x-merge': 'by-port' },
);
