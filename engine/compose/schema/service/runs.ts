import { BUILD } from '../build.ts';
import {
  command,
  duration,
  flag,
  named,
  object,
  oneOf,
  path,
  type Schema,
  text,
  texts,
  variables,
} from '../keywords.ts';

/** What runs: the image and the command. */
export const RUNS: Readonly<Record<string, Schema>> = {
  image: text('The image that containers are made from.', { examples: ['nginx:1.27', 'postgres:17'] }),
  build: BUILD,
  platform: text('The platform to run on, such as `linux/amd64`.'),
  pull_policy: text('When the image is pulled.', {
    pattern: '^(always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+)$',
    examples: ['always', 'never', 'missing', 'if_not_present', 'build', 'daily', 'weekly', 'every_12h'],
  }),
  pull_refresh_after: duration('With `pull_policy: refresh`: after which time the image is pulled again.'),
  command: command('What containers run instead of the `CMD` of the image.'),
  entrypoint: command('What containers run instead of the `ENTRYPOINT` of the image.'),
  working_dir: text('The folder that the command runs in.'),
  user: {
    type: ['string', 'integer'],
    description: 'The user that it runs as: `user[:group]`.',
    'x-form': 'text',
  },
  group_add: texts('Further groups of that user.'),
  init: flag('Run a small init process that forwards signals and reaps children.'),
  tty: flag('With a terminal.'),
  stdin_open: flag('Keep standard input open.'),
  environment: variables('Environment variables.'),
  env_file: {
    type: ['string', 'array'],
    description: 'Files with environment variables.',
    items: object(
      'A file with environment variables.',
      {
        path: path('The file.'),
        required: flag('Whether it has to be there. Default: yes.'),
        format: oneOf('`raw` takes values as they are; default: quotes, comments and templates.', ['raw']),
      },
      { type: ['string', 'object'], required: ['path'] },
    ),
    'x-form': 'env-files',
    'x-merge': 'by-path',
  },
  provider: object(
    'Another program that provides the service instead of containers.',
    {
      type: text('The program.'),
      options: {
        type: 'object',
        description: 'Its options.',
        additionalProperties: {
          type: ['string', 'number', 'boolean', 'array'],
          items: { type: ['string', 'number', 'boolean'] },
        },
      },
    },
    { required: ['type'] },
  ),
  models: {
    ...named(
      'The models that the service uses: their names, or a mapping.',
      object(
        'The variables that tell the service about the model.',
        {
          endpoint_var: text('The variable with the address of the model.'),
          model_var: text('The variable with the name of the model.'),
        },
        { type: ['object', 'null'] },
      ),
    ),
    type: ['array', 'object'],
    items: { type: 'string' },
    'x-form': 'names',
  },
};
