import type { CodeOption, CodeOptions } from '../../../ui/code/completion.ts';
import { typedAt } from './key-path.ts';

/** The part of a JSON Schema that completion reads. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
}

/** What may stand at a place of a Compose file: the keys that its mapping does not have yet, or the values of its key. */
export function completeCompose(root: JsonSchema, text: string, offset: number): CodeOptions | undefined {
  const typed = typedAt(text, offset);
  if (typed === undefined) return undefined;
  const schema = typed.path.reduce<JsonSchema | undefined>((at, key) => at && inside(root, at, key), root);
  if (schema === undefined) return undefined;
  const options = typed.kind === 'key' ? keysOf(root, schema, typed.beside) : valuesOf(schema);
  return options.length === 0 ? undefined : { from: typed.from, options };
}

function resolved(root: JsonSchema, schema: JsonSchema): JsonSchema {
  const name = /^#\/\$defs\/(.+)$/.exec(schema.$ref ?? '')?.[1];
  return name === undefined ? schema : (root.$defs?.[name] ?? schema);
}

function inside(root: JsonSchema, schema: JsonSchema, key: string): JsonSchema | undefined {
  if (key === '[]') return schema.items && resolved(root, schema.items);
  const pattern = Object.entries(schema.patternProperties ?? {}).find(([source]) =>
    new RegExp(source).test(key),
  );
  const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  const found = schema.properties?.[key] ?? pattern?.[1] ?? rest;
  return found && resolved(root, found);
}

function keysOf(root: JsonSchema, schema: JsonSchema, beside: ReadonlySet<string>): readonly CodeOption[] {
  return Object.entries(schema.properties ?? {})
    .filter(([key, value]) => !beside.has(key) && value.deprecated !== true)
    .map(([key, value]) => {
      const { type, description } = resolved(root, value);
      const types = typeof type === 'string' ? [type] : (type ?? []);
      const nests = types.every((one) => one === 'object' || one === 'array' || one === 'null');
      return { label: key, text: nests ? `${key}:` : `${key}: `, ...(description && { info: description }) };
    });
}

function valuesOf({ enum: choices, examples, type }: JsonSchema): readonly CodeOption[] {
  const types = typeof type === 'string' ? [type] : (type ?? []);
  const flags = types.includes('boolean') ? ['true', 'false'] : [];
  return [...new Set([...(choices ?? []), ...(examples ?? [])].map(String).concat(flags))].map((label) => ({
    label,
  }));
}
