import { describe, expect, it } from 'vitest';
import { registryConfigOf } from './registry-config.ts';

describe('registryConfigOf', () => {
  it('reads mirrors, networks and hosts', () => {
    const config = {
      Mirrors: ['https://mirror.example/'],
      InsecureRegistryCIDRs: ['127.0.0.0/8'],
      IndexConfigs: { 'docker.io': { Secure: true }, 'reg:5000': { Secure: false } },
    };
    expect(registryConfigOf(config)).toEqual({
      mirrors: ['https://mirror.example/'],
      insecure: ['127.0.0.0/8', 'reg:5000'],
    });
  });

  it('takes an engine that tells nothing', () => {
    expect(registryConfigOf(null)).toEqual({ mirrors: [], insecure: [] });
    expect(registryConfigOf({ Mirrors: null })).toEqual({ mirrors: [], insecure: [] });
  });
});
