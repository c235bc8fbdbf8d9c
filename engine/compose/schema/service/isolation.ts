import { flag, list, object, oneOf, pairs, type Schema, text, texts } from '../keywords.ts';
import { DEVICE_REQUEST, ULIMITS } from '../shared.ts';

/** What containers see and may do of the host. */
export const ISOLATION: Readonly<Record<string, Schema>> = {
  privileged: flag('With all privileges of the host.'),
  cap_add: texts('Capabilities that are added.'),
  cap_drop: texts('Capabilities that are taken away.'),
  security_opt: texts('Security options, such as `no-new-privileges`.'),
  userns_mode: text('The user namespace.'),
  pid: { type: ['string', 'null'], description: 'The PID namespace: `host`, `service:…`, `container:…`.' },
  ipc: text('The IPC namespace: `shareable`, `host`, `none`, `service:…`, `container:…`.'),
  uts: text('The UTS namespace: `host`.'),
  cgroup: oneOf('The cgroup namespace.', ['host', 'private']),
  cgroup_parent: text('The cgroup that containers are below.'),
  isolation: text('The isolation on Windows.'),
  runtime: text('The OCI runtime, such as `runc`.'),
  sysctls: pairs('Kernel parameters in containers.'),
  ulimits: ULIMITS,
  devices: list(
    'Devices of the host.',
    object(
      'A device of the host, short: `source[:target[:permissions]]`.',
      {
        source: text('The device on the host, or a CDI name.'),
        target: text('The device in the container.'),
        permissions: text('`r`, `w`, `m`.'),
      },
      { type: ['string', 'object'], required: ['source'] },
    ),
    { 'x-form': 'devices', 'x-merge': 'by-target' },
  ),
  device_cgroup_rules: texts('Rules for devices, such as `c 1:3 mr`.'),
  gpus: list('GPUs: `all`, or which ones.', DEVICE_REQUEST, { type: ['string', 'array'], 'x-form': 'gpus' }),
  credential_spec: object('The credential spec on Windows.', {
    config: text('The config that has it.'),
    file: text('The file that has it.'),
    registry: text('The registry value that has it.'),
  }),
  use_api_socket: flag('Give the service the engine’s socket and credentials.'),
};
