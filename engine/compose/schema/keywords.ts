/** How a value is brought into its long form (`load/form`); a keyword of this schema that editors do not know and skip. */
export type Form =
  | 'boolean'
  | 'integer'
  | 'number'
  | 'bytes'
  | 'duration'
  | 'microseconds'
  | 'text'
  | 'texts'
  | 'variables'
  | 'list'
  | 'command'
  | 'test'
  | 'path'
  | 'location'
  | 'locations'
  | 'volume'
  | 'names'
  | 'dependencies'
  | 'hosts'
  | 'build'
  | 'env-files'
  | 'ports'
  | 'mounts'
  | 'mounted-files'
  | 'devices'
  | 'gpus'
  | 'count'
  | 'ulimit'
  | 'external'
  | 'extends'
  | 'includes'
  | 'exposed'
  | 'ssh'
  | 'keep';

/**
 * How the values of two files are merged where that is not the rule (mappings by key, sequences one after the other, the
 * later scalar): `replace` takes the later one; the others leave one entry per value, target, port, path or subnet.
 */
export type Merge = 'replace' | 'unique' | 'by-target' | 'by-port' | 'by-path' | 'by-subnet';

/** A JSON Schema (2020-12), as far as we use it, with two keywords of our own. */
export interface Schema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly type?: JsonType | readonly JsonType[];
  readonly enum?: readonly string[];
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | false;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly 'x-form'?: Form;
  readonly 'x-merge'?: Merge;
}

export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object';

/** The keywords that are not JSON Schema's. */
export const OWN_KEYWORDS = ['x-form', 'x-merge'];

type Extra = Omit<Schema, 'description'>;

/** A text. */
export function text(description: string, extra: Extra = {}): Schema {
  return { type: 'string', description, ...extra };
}

/** A text that is one of a few; templates are resolved before it is checked. */
export function oneOf(description: string, values: readonly string[]): Schema {
  return { type: 'string', description, enum: values };
}

/** Yes or no. */
export function flag(description: string): Schema {
  return { type: ['boolean', 'string'], description, 'x-form': 'boolean' };
}

/** A whole number. */
export function integer(description: string, extra: Extra = {}): Schema {
  return { type: ['integer', 'string'], description, 'x-form': 'integer', ...extra };
}

/** A number. */
export function number(description: string, extra: Extra = {}): Schema {
  return { type: ['number', 'string'], description, 'x-form': 'number', ...extra };
}

/** A size: bytes, or with a suffix (`64m`, `1.5gb`). */
export function bytes(description: string): Schema {
  return { type: ['number', 'string'], description, 'x-form': 'bytes', examples: ['64m', '1gb'] };
}

/** A duration such as `1m30s`. */
export function duration(description: string): Schema {
  return { type: 'string', description, 'x-form': 'duration', examples: ['10s', '1m30s'] };
}

/** A file or folder of this machine, relative to the project's folder. */
export function path(description: string): Schema {
  return { type: 'string', description, 'x-form': 'path' };
}

/** A sequence of texts without repetition. */
export function texts(description: string, extra: Extra = {}): Schema {
  return { type: 'array', description, items: SCALAR_TEXT, 'x-merge': 'unique', ...extra };
}

/** One text, or several. */
export function textOrTexts(description: string, extra: Extra = {}): Schema {
  return { ...texts(description), type: ['string', 'array'], 'x-form': 'list', ...extra };
}

/** Names with values, as a mapping or as a sequence of `name=value`. */
export function pairs(description: string): Schema {
  return {
    type: ['object', 'array'],
    description,
    items: PAIR,
    additionalProperties: { type: ['string', 'number', 'boolean', 'null'], 'x-merge': 'replace' },
    'x-form': 'texts',
  };
}

/** Like `pairs`, but a name may be without a value: then it comes from outside. */
export function variables(description: string): Schema {
  return { ...pairs(description), 'x-form': 'variables' };
}

/** A mapping of options. */
export function options(description: string): Schema {
  return {
    type: 'object',
    description,
    additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
    'x-form': 'texts',
  };
}

/** A command: a text that is split into words as a shell does, or the words. */
export function command(description: string): Schema {
  return {
    type: ['string', 'array', 'null'],
    description,
    items: SCALAR_TEXT,
    'x-form': 'command',
    'x-merge': 'replace',
  };
}

/** A mapping with these keys only, and `x-` ones. */
export function object(
  description: string,
  properties: Readonly<Record<string, Schema>>,
  extra: Extra = {},
): Schema {
  return {
    type: 'object',
    description,
    properties,
    patternProperties: { '^x-': { 'x-form': 'keep' } },
    additionalProperties: false,
    ...extra,
  };
}

/** A sequence. */
export function list(description: string, items: Schema, extra: Extra = {}): Schema {
  return { type: 'array', description, items, ...extra };
}

/** A mapping of names to something. */
export function named(description: string, value: Schema, extra: Extra = {}): Schema {
  return {
    type: ['object', 'null'],
    description,
    propertyNames: { pattern: '^[a-zA-Z0-9._-]+$' },
    additionalProperties: value,
    ...extra,
  };
}

const SCALAR_TEXT: Schema = { type: ['string', 'number', 'boolean'], 'x-form': 'text' };

/** An item of `pairs`. */
export const PAIR: Schema = { ...SCALAR_TEXT, examples: ['NAME=value'] };
