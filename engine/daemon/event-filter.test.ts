import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../events/bus.ts';
import { checkEventFilters, matchesEvent } from './event-filter.ts';

const start: EngineEvent = {
  Type: 'container',
  Action: 'start',
  Actor: { ID: 'c0ffee', Attributes: { name: 'web', image: 'nginx:1.27', tier: 'front' } },
  timeNano: 1n,
};
const exec: EngineEvent = { ...start, Action: 'exec_start: ls -l' };
const tag: EngineEvent = {
  Type: 'image',
  Action: 'tag',
  Actor: { ID: 'sha256:abc', Attributes: { name: 'localhost:5000/nginx:1.27' } },
  timeNano: 2n,
};

describe('event filters', () => {
  it.each<[string, EngineEvent, Record<string, string[]>, boolean]>([
    ['no filter', start, {}, true],
    ['one of several types', start, { type: ['image', 'container'] }, true],
    ['another type', start, { type: ['image'] }, false],
    ['the action', start, { event: ['start'] }, true],
    ['another action', start, { event: ['stop'] }, false],
    ['an open-ended action by its beginning', exec, { event: ['exec_start'] }, true],
    ['a closed action by its beginning', start, { event: ['sta'] }, false],
    ['a container by the beginning of its id', start, { container: ['c0f'] }, true],
    ['a container by its name', start, { container: ['web'] }, true],
    ['another container', start, { container: ['db'] }, false],
    ['an image by name and tag', start, { image: ['nginx:1.27'] }, true],
    ['an image without its tag', start, { image: ['nginx'] }, true],
    ['an image with a port in its name', tag, { image: ['localhost:5000/nginx'] }, true],
    ['an image by its id', tag, { image: ['sha256:abc'] }, true],
    ['another image', start, { image: ['redis'] }, false],
    ['a label', start, { label: ['tier'] }, true],
    ['a label with its value', start, { label: ['tier=front'] }, true],
    ['a label with another value', start, { label: ['tier=back'] }, false],
    ['every label of several', start, { label: ['tier', 'zone'] }, false],
    ['the scope', start, { scope: ['local'] }, true],
    ['another scope', start, { scope: ['swarm'] }, false],
    ['several filters, all of which match', start, { type: ['container'], event: ['start'] }, true],
    ['several filters, one of which does not', start, { type: ['container'], event: ['die'] }, false],
  ])('%s', (_title, event, filters, matches) => {
    expect(matchesEvent(new Map(Object.entries(filters)), event)).toBe(matches);
  });

  it('that Docker does not know are refused by name', () => {
    expect(() => checkEventFilters(new Map([['colour', ['red']]]))).toThrow("invalid filter 'colour'");
  });
});
