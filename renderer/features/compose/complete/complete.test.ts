import { describe, expect, it } from 'vitest';
import { completeCompose, type JsonSchema } from './complete.ts';
import { typedAt } from './key-path.ts';

const SERVICE: JsonSchema = {
  type: 'object',
  properties: {
    image: { type: 'string', description: 'The image.' },
    init: { type: 'boolean' },
    ports: {
      type: 'array',
      items: { type: ['string', 'object'], properties: { target: {}, published: {} } },
    },
    healthcheck: { type: 'object', properties: { test: {}, interval: {} } },
    pull_policy: { type: 'string', examples: ['always', 'never'] },
    links: { deprecated: true },
  },
};
const SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    services: { type: 'object', patternProperties: { '^[a-z]+$': { $ref: '#/$defs/service' } } },
  },
  $defs: { service: SERVICE },
};

/** `|` is where somebody types. */
function offered(marked: string): readonly string[] {
  const offset = marked.indexOf('|');
  const found = completeCompose(SCHEMA, marked.replace('|', ''), offset);
  return found?.options.map(({ label }) => label) ?? [];
}

describe('completion of Compose files', () => {
  it('offers the keys of the mapping that are not there yet', () => {
    expect(offered('|')).toEqual(['name', 'services']);
    expect(offered('name: shop\n|')).toEqual(['services']);
    expect(offered('services:\n  web:\n    im|\n    ports: []\n')).toEqual([
      'image',
      'init',
      'healthcheck',
      'pull_policy',
    ]);
    expect(
      offered('services:\n  db:\n    image: a\n\n  web:\n    healthcheck:\n      test: x\n      |'),
    ).toEqual(['interval']);
  });

  it('offers the keys of an entry of a sequence', () => {
    expect(offered('services:\n  web:\n    ports:\n      - |')).toEqual(['target', 'published']);
    expect(offered('services:\n  web:\n    ports:\n      - target: 80\n        |')).toEqual(['published']);
    expect(offered('services:\n  web:\n    ports:\n    - target: 80\n      |')).toEqual(['published']);
  });

  it('offers the values of a key', () => {
    expect(offered('services:\n  web:\n    pull_policy: al|')).toEqual(['always', 'never']);
    expect(offered('services:\n  web:\n    init: |')).toEqual(['true', 'false']);
  });

  it('is silent where nobody knows', () => {
    expect(offered('services:\n  web:\n    image: "a|"')).toEqual([]);
    expect(offered('x-other:\n  |')).toEqual([]);
    expect(offered('services: { web: { | } }')).toEqual([]);
  });

  it('knows the keys around a place', () => {
    const text = 'services:\n  web:\n    ports:\n      - target: 80\n        ';
    expect(typedAt(text, text.length)?.path).toEqual(['services', 'web', 'ports', '[]']);
  });
});
