import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { FieldPath } from '../model/place.ts';
import { COMPOSE_SCHEMA } from './compose-schema.ts';
import { OWN_KEYWORDS, type Schema } from './keywords.ts';
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
      return about(`must be ${typeNames(schema)}, not ${nameOf(error.data)}`);
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

function typeNames(schema: Schema): string {
  const types =
    schema.type === undefined ? [] : typeof schema.type === 'string' ? [schema.type] : schema.type;
  const names = types.map((type) => TYPE_NAMES[type]).filter((name) => name !== undefined);
  const shown = names.filter(
    (name) => name !== 'nothing' && !(name === 'a text' && names.includes('a number')),
  );
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(shown.length > 0 ? shown : names);
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
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
  return TYPE_NAMES[typeof value] ?? 'that';
}

/** The parts of a JSON pointer; all of them are text, which finds items of sequences as well. */
function pointerPath(pointer: string): FieldPath {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^(?:0|[1-9]\d*)$/.test(part) ? Number(part) : part));
}
