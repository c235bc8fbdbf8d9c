import { list, named, object, path, type Schema, text, textOrTexts } from './keywords.ts';
import { RESOURCES } from './resources.ts';
import { SERVICE } from './service.ts';

const INCLUDE = list(
  'Compose files whose services and resources belong to this project: paths, or mappings.',
  object(
    'A project that is included.',
    {
      path: textOrTexts('Its file, or files that are merged.'),
      project_directory: path('The folder that its relative paths start from. Default: that of its file.'),
      env_file: textOrTexts('Files with defaults for its templates. Default: `.env` in its folder.'),
    },
    { type: ['string', 'object'], required: ['path'] },
  ),
  { 'x-form': 'includes' },
);

/**
 * The JSON Schema of Compose files, after the Compose Specification. Every union is one of types, so that a validator's
 * complaint is about the value as it was written. The window's editor completes from it.
 */
export const COMPOSE_SCHEMA: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:gantry:compose',
  title: 'Compose file',
  ...object('A project: services, and what they share.', {
    version: text('Obsolete, and without effect.', { deprecated: true, type: ['string', 'number'] }),
    name: text('The name of the project. Default: that of its folder.'),
    include: INCLUDE,
    services: named('The services of the project.', { $ref: '#/$defs/service' }),
    ...RESOURCES,
  }),
  $defs: { service: SERVICE },
};

/** The schema that a `$ref` leads to, or the schema itself. */
function resolved(schema: Schema): Schema {
  return schema.$ref === '#/$defs/service' ? SERVICE : schema;
}

/** The schema of a mapping's entry; undefined when the mapping may not have that key. */
export function entrySchema(schema: Schema, key: string): Schema | undefined {
  const own = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
  if (own) return resolved(own);
  if (key.startsWith('x-') && schema.patternProperties) return schema.patternProperties['^x-'];
  const rest = schema.additionalProperties;
  return rest ? resolved(rest) : undefined;
}
