import { object, options, pairs, type Schema, text, textOrTexts } from '../keywords.ts';

/** Names, labels, and where output goes. */
export const NAMES: Readonly<Record<string, Schema>> = {
  container_name: text('The name of its one container. Default: `project-service-1`.'),
  hostname: text('The host name in containers.'),
  domainname: text('The domain name in containers.'),
  labels: pairs('Labels of containers.'),
  label_file: textOrTexts('Files with labels of containers.', {
    items: { type: 'string', 'x-form': 'path' },
  }),
  annotations: pairs('Annotations of containers.'),
  logging: object('Where output goes.', {
    driver: text('The log driver, such as `json-file`.'),
    options: options('Its options.'),
  }),
};
