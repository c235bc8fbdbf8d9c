import { describe, expect, it } from 'vitest';
import type { ContainerRecord } from '../record.ts';
import type { Entry } from '../store.ts';
import { editAround, goesAtItsEnd, isHeldBack, type SetAside } from './marks.ts';
import { backInProject, outOfProject } from './project-labels.ts';

const record = (part: object) => ({ hostConfig: {}, config: {}, ...part }) as ContainerRecord;
const setAside = (phase: SetAside['phase']) =>
  ({ by: 'new', name: 'web', ran: true, phase, at: '' }) as SetAside;
const storeOf = (...records: readonly ContainerRecord[]) => ({
  peek: (id: string) => {
    const found = records.find((one) => one.id === id);
    return found === undefined ? undefined : ({ record: found } as Entry);
  },
});
const after = record({ id: 'new', replaces: { id: 'old', named: true } });

describe('the marks of an edit', () => {
  it.each([
    ['changing', true],
    ['kept', false],
    ['returning', true],
  ] as const)('hold back what comes while the phase is %s: %s', (phase, held) => {
    const before = record({ id: 'old', setAside: setAside(phase) });
    const store = storeOf(before, after);
    expect(isHeldBack(store, before)).toBe(true);
    expect(isHeldBack(store, after)).toBe(held);
    expect(editAround(store, { record: after } as Entry)?.before).toBe(before);
  });

  it('mean nothing when the one before is gone, or was set aside for another', () => {
    const other = record({ id: 'old', setAside: { ...setAside('kept'), by: 'another' } });
    expect(isHeldBack(storeOf(after), after)).toBe(false);
    expect(editAround(storeOf(other, after), { record: after } as Entry)).toBeUndefined();
  });

  it('keep a container that would go at its end', () => {
    const hostConfig = { AutoRemove: true };
    expect(goesAtItsEnd(record({ hostConfig }))).toBe(true);
    expect(goesAtItsEnd(record({ hostConfig, setAside: setAside('kept') }))).toBe(false);
  });

  it('take the labels of Compose away and give them back', () => {
    const config = { Labels: { mine: '1', 'com.docker.compose.service': 'web' } };
    const kept = outOfProject({ config }, setAside('kept'));
    expect(kept.config.Labels).toEqual({ mine: '1' });
    expect(backInProject(kept)).toEqual(config);
  });
});
