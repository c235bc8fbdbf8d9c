import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { FieldPath } from '../model/place.ts';
import { COMPOSE_SCHEMA } from './compose-schema.ts';
import { type Form, type JsonType, OWN_KEYWORDS, PAIR, type Schema } from './keywords.ts';
import { nearest } from './nearest.ts';

/** A complaint of the schema about a value. */
export interface Complaint {
  /** The value, or the entry when it is about a key. */
  readonly path: FieldPath;
  /** Whether it is about the key rather than the value. */
  readonly about: 'key' | 'value';
  readonly message: string;
  /** Something is missing: in one of several files that is no error yet. */
  readonly missing: boolean;
}

const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true, strictTypes: false });
for (const keyword of OWN_KEYWORDS) ajv.addKeyword(keyword);
const check = ajv.compile(COMPOSE_SCHEMA);

/** Holds a Compose file's value against the schema: everything that is wrong, in the order of the schema's walk. */
export function complaintsAbout(value: unknown): readonly Complaint[] {
  if (check(value)) return [];
  return (check.errors ?? []).filter((error) => error.propertyName === undefined).map(complaint);
}

function complaint(error: ErrorObject): Complaint {
  const path = pointerPath(error.instancePath);
  const about = (message: string): Complaint => ({ path, about: 'value', message, missing: false });
  const schema = (error.parentSchema ?? {}) as Schema;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params['additionalProperty']);
      const known = nearest(key, Object.keys(schema.properties ?? {}));
      const hint = known === undefined ? '' : `; did you mean "${known}"?`;
      const message = `unknown key "${key}"${hint}`;
      return { path: [...path, key], about: 'key', message, missing: false };
    }
    case 'propertyNames': {
      const key = String(error.params['propertyName']);
      const message = `"${key}" is no name: use letters, digits, ".", "_" and "-"`;
      return { path: [...path, key], about: 'key', message, missing: false };
    }
    case 'required':
      return { ...about(`"${String(error.params['missingProperty'])}" is missing`), missing: true };
    case 'type':
      return about(`must be ${typeNames(schema)}, not ${nameOf(error.data)}${hintFor(schema, error.data)}`);
    case 'enum': {
      const values = schema.enum ?? [];
      const known = typeof error.data === 'string' ? nearest(error.data, values) : undefined;
      return about(
        `must be one of ${values.map((value) => `"${value}"`).join(', ')}${known === undefined ? '' : `; did you mean "${known}"?`}`,
      );
    }
    case 'pattern':
      return about(
        `"${String(error.data)}" is not valid here${schema.examples ? `; write one of ${schema.examples.map((value) => `"${String(value)}"`).join(', ')}` : ''}`,
      );
    default:
      return about(error.message ?? 'is not valid');
  }
}

/** What may stand there, in words. Texts that stand for numbers and flags are templates; numbers that stand for texts, texts. */
function typeNames(schema: Schema): string {
  const types =
    schema.type === undefined ? [] : typeof schema.type === 'string' ? [schema.type] : schema.type;
  const isText = types.includes('string') && !isCast(schema['x-form']);
  const scalars = isText ? ['string' as const] : types.filter((type) => CASTABLE.has(type));
  const others = types.filter((type) => type === 'array' || type === 'object');
  const names = [...scalars, ...others].map((type) => TYPE_NAMES[type]);
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(
    new Set(names.length > 0 ? names : types.map((type) => TYPE_NAMES[type])),
  );
}

const CASTABLE: ReadonlySet<JsonType> = new Set(['number', 'integer', 'boolean']);

function isCast(form: Form | undefined): boolean {
  return form === 'boolean' || NUMBERS.has(form);
}

const NUMBERS: ReadonlySet<Form | undefined> = new Set([
  'integer',
  'number',
  'bytes',
  'microseconds',
  'count',
]);

/** Frequent slips: a key under which all is commented out, and `- NAME: value`. */
function hintFor(schema: Schema, data: unknown): string {
  if (data === null) return ': leave the key out, or give it a value';
  const entries =
    typeof data === 'object' && data !== null && !Array.isArray(data) ? Object.entries(data) : [];
  const [entry] = entries;
  if (schema !== PAIR || entries.length !== 1 || !entry || typeof entry[1] === 'object') return '';
  return `: write "${entry[0]}=${String(entry[1])}", or leave out the dashes`;
}

const TYPE_NAMES: Readonly<Record<JsonType, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a number',
  boolean: 'true or false',
  null: 'nothing',
  array: 'a sequence',
  object: 'a mapping',
};

function nameOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a sequence';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? TYPE_NAMES[type] : TYPE_NAMES.object;
}

/** The parts of a JSON pointer; all of them are text, which finds items of sequences as well. */
function pointerPath(pointer: string): FieldPath {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^(?:0|[1-9]\d*)$/.test(part) ? Number(part) : part));
}
