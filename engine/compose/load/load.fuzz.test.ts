import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadTexts, type Texts } from '../../testing/compose-lab.ts';
import { COMPOSE_SCHEMA } from '../schema/compose-schema.ts';
import type { Form, Schema } from '../schema/keywords.ts';
import { SERVICE } from '../schema/service.ts';
import { ComposeFault } from './fault.ts';
import { renderedYaml } from './render.ts';

/** Loads and renders, or returns the fault with a place; anything else that is thrown goes through. */
async function outcome(texts: Texts): Promise<ComposeFault | string> {
  try {
    const { project } = await loadTexts(texts);
    return renderedYaml(project);
  } catch (error) {
    if (error instanceof ComposeFault) return error;
    throw error;
  }
}

/** Texts that are at home in Compose files, and some that are not. */
const word = fc.oneof(
  fc.constantFrom(
    'web',
    'db',
    'default',
    './a:/b',
    'v:/v:ro',
    '80:80',
    '1-3:4-5',
    'A=1',
    '$X',
    '${X:-y}',
    '${',
    'service:web',
    '1.5g',
    '10s',
    'on-failure:3',
    '',
    '-',
    '=',
    ':',
    'a.yaml',
    'compose.yaml',
    '../x',
    'all',
    '[::1]:1:1',
    '\u0000é',
  ),
  fc.string({ maxLength: 8 }),
);
const leaf = fc.oneof(word, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(word, fc.constantFrom('x-a', 'source', 'target', 'type', '__proto__')),
      tie('value'),
      {
        maxKeys: 3,
      },
    ),
  ),
})).value;

const TEXTS: Partial<Record<Form, readonly string[]>> = {
  duration: ['1s', '2d', '90s', 'x'],
  boolean: ['true', 'no', 'x'],
  integer: ['1', '5', '0x'],
  number: ['1', '0.5'],
  bytes: ['1', '1.5g', '2kb'],
};

function textFor(schema: Schema): fc.Arbitrary<string> {
  const texts = schema.enum ?? (schema['x-form'] && TEXTS[schema['x-form']]);
  return texts ? fc.constantFrom(...texts) : word;
}

const SAMPLE = `x-a: &a {LOG: "$$x \${Y:-z}"}
include: [{path: a.yaml}]
services:
  db: &db
    image: "a:\${TAG:-1}"
    environment: {<<: *a, B: 1}
    ports: ["80-81:90-91", {target: 1, published: 2-3}]
    volumes: [./x:/y:ro, v:/z, {type: tmpfs, target: /t, tmpfs: {size: 1m}}]
    networks: {default: {aliases: [q]}}
  web:
    <<: *db
    extends: {service: db}
    ports: !reset []
    depends_on: [db]
    build: {context: ., args: [A=1]}
    healthcheck: {test: [CMD, x], interval: 10s}
    deploy: !override {replicas: 2}
volumes: {v: }
`;

/** The sample with some edits as a person or a cat makes them. */
const edited = fc
  .array(
    fc.record({
      at: fc.nat(SAMPLE.length),
      cut: fc.nat(6),
      put: fc.constantFrom(
        '',
        '!reset ',
        '!override ',
        '[',
        ']',
        '{',
        '}',
        ': ',
        '- ',
        '\n',
        ' ',
        '*a',
        '"',
        '$',
        '0',
        ',',
      ),
    }),
    { maxLength: 4 },
  )
  .map((edits) =>
    edits.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), SAMPLE),
  );

/** Values that mostly follow a schema, so that they come far. */
function following(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const own = schema.$ref ? SERVICE : schema;
  const types = own.type === undefined ? [] : typeof own.type === 'string' ? [own.type] : own.type;
  const choices = types.map((type): fc.Arbitrary<unknown> => {
    if (type === 'array') {
      return fc.array(own.items ? following(own.items, depth + 1) : leaf, { maxLength: 2 });
    }
    if (type === 'object') {
      const keys = Object.entries(own.properties ?? {}).map(([key, inner]) =>
        following(inner, depth + 1).map((value): [string, unknown] => [key, value]),
      );
      const known =
        keys.length > 0 ? fc.array(fc.oneof(...keys), { maxLength: depth > 2 ? 2 : 6 }) : fc.constant([]);
      const rest = own.additionalProperties
        ? fc.array(
            fc.tuple(fc.constantFrom('web', 'db', 'a'), following(own.additionalProperties, depth + 1)),
            {
              maxLength: 2,
            },
          )
        : fc.constant([]);
      return fc
        .tuple(known, rest)
        .map(([one, other]) =>
          Object.fromEntries([...(own === SERVICE ? [['image', 'a'] as const] : []), ...one, ...other]),
        );
    }
    if (type === 'boolean') return fc.boolean();
    if (type === 'null') return fc.constant(null);
    if (type === 'string') return textFor(own);
    return fc.integer({ min: -1, max: 70_000 });
  });
  return fc.oneof(
    { weight: 80, arbitrary: fc.oneof(...(choices.length > 0 ? choices : [leaf])) },
    {
      weight: 1,
      arbitrary: anything,
    },
  );
}

const FILES = { a: { file: './a' }, web: { environment: 'HOME' }, db: { content: '$$x' } };

/** Projects that mostly have services, and what these refer to. */
const project = fc.oneof(
  { weight: 1, arbitrary: following(COMPOSE_SCHEMA) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        services: fc.record({ web: following(SERVICE), db: following(SERVICE) }, { requiredKeys: ['web'] }),
        networks: fc.constant({ a: null, web: null, db: { external: true } }),
        volumes: fc.constant({ v: null }),
      })
      .map((value) => ({ ...value, secrets: FILES, configs: FILES, models: { a: { model: 'm' } } })),
  },
);

/** Always the same ones, so that CI finds what is found here; a busy machine does fewer. */
const LIMITS = { numRuns: 100, seed: 1, interruptAfterTimeLimit: 3000 };

describe('loading', { timeout: 60_000 }, () => {
  it('of any text gives a project, or a fault with a place', async () => {
    const text = fc.oneof(
      edited,
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            'services:',
            '\n',
            '  ',
            'web:',
            ' image: a',
            '- ',
            '&a ',
            '*a',
            '<<: ',
            '{',
            '[',
            '!reset ',
            '"',
            '|',
            '? ',
            '---\n',
            '\t',
            '#',
          ),
        )
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (yaml) => {
        const result = await outcome({ 'compose.yaml': yaml, 'a.yaml': 'services: {a: {image: a}}' });
        const line = result instanceof ComposeFault ? result.problems[0].place.line : 1;
        expect(line).toBeGreaterThan(0);
      }),
      LIMITS,
    );
  });

  it('of any value gives a project, or a fault; and what it renders loads as the same again', async () => {
    await fc.assert(
      fc.asyncProperty(project, fc.option(project, { freq: 1 }), async (value, other) => {
        const texts = {
          'compose.yaml': stringify(value, { aliasDuplicateObjects: false }),
          ...(other !== null && {
            'compose.override.yaml': stringify(other, { aliasDuplicateObjects: false }),
          }),
          'a.yaml': 'services: {web: {image: b}}',
        };
        const result = await outcome(texts);
        const again = typeof result === 'string' ? await outcome({ 'compose.yaml': result }) : result;
        expect(again).toEqual(result);
      }),
      LIMITS,
    );
  });
});
