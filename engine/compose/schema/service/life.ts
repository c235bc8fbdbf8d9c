import { DEPLOY } from '../deploy.ts';
import {
  duration,
  flag,
  integer,
  list,
  named,
  object,
  oneOf,
  path,
  type Schema,
  text,
  textOrTexts,
  texts,
} from '../keywords.ts';
import { HOOK, PRE_START_HOOK, WATCH_EXEC } from '../shared.ts';

/** When containers start, stop and are well. */
export const LIFE: Readonly<Record<string, Schema>> = {
  scale: integer('How many containers.', { minimum: 0 }),
  profiles: texts('The service is left out unless one of these profiles is active.'),
  depends_on: {
    ...named(
      'The services that have to be there before: their names, or a mapping with conditions.',
      object(
        'How it has to be there.',
        {
          condition: oneOf('What it has to be before this service starts.', [
            'service_started',
            'service_healthy',
            'service_completed_successfully',
          ]),
          restart: flag('Restart this service when the other one is recreated or restarted.'),
          required: flag('Whether a missing or failing one is an error. Default: yes.'),
        },
        { required: ['condition'] },
      ),
    ),
    type: ['array', 'object'],
    items: { type: 'string' },
    'x-form': 'dependencies',
  },
  restart: text('When containers are started again after they ended.', {
    examples: ['no', 'always', 'on-failure', 'unless-stopped'],
    pattern: '^(|no|always|unless-stopped|on-failure(:[0-9]+)?)$',
  }),
  healthcheck: object('How containers are checked for being healthy.', {
    test: {
      type: ['string', 'array'],
      description: 'A command line, or `["CMD", …]`, `["CMD-SHELL", …]`, `["NONE"]`.',
      items: { type: ['string', 'number', 'boolean'], 'x-form': 'text' },
      'x-form': 'test',
      'x-merge': 'replace',
    },
    disable: flag('Without the check that the image brings.'),
    interval: duration('The time between checks.'),
    timeout: duration('How long a check may take.'),
    retries: integer('After how many failures a container is unhealthy.', { minimum: 0 }),
    start_period: duration('How long failures do not count after a start.'),
    start_interval: duration('The time between checks meanwhile.'),
  }),
  stop_signal: text('The signal that asks containers to stop. Default: that of the image, else SIGTERM.'),
  stop_grace_period: duration('How long they have for it before they are killed. Default: 10s.'),
  pre_start: list('Commands before a container starts.', PRE_START_HOOK),
  post_start: list('Commands in a container after it started.', HOOK),
  pre_stop: list('Commands in a container before it is stopped.', HOOK),
  deploy: DEPLOY,
  develop: object(
    'What is done when files change while `watch` runs.',
    {
      watch: list(
        'What is watched.',
        object(
          'A folder or file, and what is done when it changes.',
          {
            path: path('The folder or file.'),
            action: oneOf('What is done.', ['rebuild', 'sync', 'restart', 'sync+restart', 'sync+exec']),
            target: text('Where it goes in the container.'),
            ignore: textOrTexts('Patterns of what does not count.'),
            include: textOrTexts('Patterns of what counts.'),
            initial_sync: flag('Sync everything at the start.'),
            exec: WATCH_EXEC,
          },
          { required: ['path', 'action'] },
        ),
      ),
    },
    { type: ['object', 'null'] },
  ),
  extends: object(
    'The service that this one is based on: its name, or a mapping with the file that has it.',
    {
      service: text('The service.'),
      file: text('The file that has it. Default: this one.'),
    },
    { type: ['string', 'object'], required: ['service'], 'x-form': 'extends', 'x-merge': 'replace' },
  ),
  attach: flag('Whether `up` shows its output. Default: yes.'),
};
