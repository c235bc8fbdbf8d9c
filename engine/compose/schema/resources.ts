import {
  flag,
  integer,
  list,
  named,
  object,
  options,
  pairs,
  path,
  type Schema,
  text,
  texts,
} from './keywords.ts';

function external(what: string): Schema {
  return object(
    `It is there already: this project neither makes nor removes the ${what}.`,
    { name: text('Deprecated: use `name` beside `external`.', { deprecated: true }) },
    { type: ['boolean', 'string', 'object'], 'x-form': 'external' },
  );
}

const NETWORK = object(
  'A network of this project.',
  {
    name: text('Its name in the engine. Default: `project_name`.'),
    driver: text('Its driver. Default: `bridge`.'),
    driver_opts: options('Options of the driver.'),
    ipam: object('How addresses are given.', {
      driver: text('The driver of address management.'),
      config: list(
        'Pools of addresses.',
        object('A pool of addresses.', {
          subnet: text('The subnet, such as `172.28.0.0/16`.'),
          ip_range: text('The part of it that addresses are taken from.'),
          gateway: text('The address of the gateway.'),
          aux_addresses: options('Addresses that are not given to containers.'),
        }),
        { 'x-merge': 'by-subnet' },
      ),
      options: options('Options of the driver of address management.'),
    }),
    external: external('network'),
    internal: flag('Without a way out.'),
    attachable: flag('Containers outside the project may join.'),
    enable_ipv4: flag('Give IPv4 addresses.'),
    enable_ipv6: flag('Give IPv6 addresses.'),
    labels: pairs('Labels of the network.'),
  },
  { type: ['object', 'null'] },
);

const VOLUME = object(
  'A volume of this project.',
  {
    name: text('Its name in the engine. Default: `project_name`.'),
    driver: text('Its driver. Default: `local`.'),
    driver_opts: options('Options of the driver.'),
    external: external('volume'),
    labels: pairs('Labels of the volume.'),
  },
  { type: ['object', 'null'], 'x-form': 'volume' },
);

function fileContent(what: string, more: Readonly<Record<string, Schema>>): Schema {
  return object(`A ${what} of this project.`, {
    name: text('Its name in the engine. Default: `project_name`.'),
    file: path('The file that has the content.'),
    environment: text('The variable that has the content.'),
    external: external(what),
    labels: pairs(`Labels of the ${what}.`),
    template_driver: text('What resolves templates in the content.'),
    ...more,
  });
}

const MODEL = object(
  'A language model that services use.',
  {
    name: text('Its name. Default: the key.'),
    model: text('The artifact of the model.'),
    context_size: integer('The most tokens of its context.'),
    runtime_flags: texts('Flags for what runs it.'),
  },
  { required: ['model'] },
);

/** The top-level elements besides services. */
export const RESOURCES: Readonly<Record<string, Schema>> = {
  networks: named('Networks that services are in.', NETWORK),
  volumes: named('Volumes that services share, and that stay when containers go.', VOLUME),
  configs: named(
    'Files that services read.',
    fileContent('config', { content: text('The content itself.') }),
  ),
  secrets: named(
    'Files with secrets that services read.',
    fileContent('secret', {
      content: text('The content itself.'),
      driver: text('The driver that keeps the secret.'),
      driver_opts: options('Options of the driver.'),
    }),
  ),
  models: named('Language models that services use.', MODEL),
};
