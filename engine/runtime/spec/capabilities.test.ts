import { describe, expect, it } from 'vitest';
import {
  ALL_CAPABILITIES,
  type CapabilityChoice,
  capabilitySets,
  chooseCapabilities,
} from './capabilities.ts';

const choose = (choice: Partial<CapabilityChoice>, available = ALL_CAPABILITIES) =>
  chooseCapabilities({ privileged: false, capAdd: [], capDrop: [], ...choice }, available);

describe('chooseCapabilities', () => {
  it('gives Docker’s fourteen when nothing is said', () => {
    const short =
      'CHOWN DAC_OVERRIDE FOWNER FSETID KILL SETGID SETUID SETPCAP NET_BIND_SERVICE NET_RAW SYS_CHROOT MKNOD';
    expect(choose({})).toEqual(`${short} AUDIT_WRITE SETFCAP`.split(' ').map((name) => `CAP_${name}`));
  });

  it.each(['net_admin', 'NET_ADMIN', 'CAP_NET_ADMIN', 'cap_net_admin'])(
    'takes %s for CAP_NET_ADMIN',
    (name) => {
      expect(choose({ capAdd: [name] })).toContain('CAP_NET_ADMIN');
    },
  );

  it('drops from the default ones', () => {
    const left = choose({ capDrop: ['CHOWN', 'kill'] });
    expect(left).toHaveLength(12);
    expect(left).not.toContain('CAP_CHOWN');
  });

  it('starts from everything when all are added, and from nothing when all are dropped', () => {
    expect(choose({ capAdd: ['ALL'], capDrop: ['SYS_ADMIN'] })).toHaveLength(ALL_CAPABILITIES.length - 1);
    expect(choose({ capAdd: ['CHOWN'], capDrop: ['all'] })).toEqual(['CAP_CHOWN']);
  });

  it('gives everything to a privileged container, whatever is dropped', () => {
    expect(choose({ privileged: true, capDrop: ['ALL'] })).toEqual(ALL_CAPABILITIES);
  });

  it('leaves out what the engine itself does not have', () => {
    expect(choose({ privileged: true }, ['CAP_KILL'])).toEqual(['CAP_KILL']);
  });

  it('refuses a name that is none', () => {
    expect(() => choose({ capAdd: ['FLY'] })).toThrow('unknown capability: "CAP_FLY"');
    expect(() => choose({ capDrop: ['CAP_FLY'] })).toThrow('unknown capability: "CAP_FLY"');
  });
});

describe('capabilitySets', () => {
  it('gives root effective ones and any other user none, without inheritable ones', () => {
    expect(capabilitySets(['CAP_KILL'], 0)).toEqual({
      bounding: ['CAP_KILL'],
      effective: ['CAP_KILL'],
      permitted: ['CAP_KILL'],
      inheritable: [],
      ambient: [],
    });
    expect(capabilitySets(['CAP_KILL'], 1000)).toMatchObject({
      bounding: ['CAP_KILL'],
      effective: [],
      permitted: [],
    });
  });
});
