import { describe, expect, it } from 'vitest';
import { readRunMount } from './run-mount.ts';

const read = (text: string) => readRunMount({ text, offset: 0 }, (value) => value.replace('$UNSET', ''));

describe('a mount of RUN', () => {
  it.each(['id=', 'id=$UNSET'])('has the name of its target for %s', (id) => {
    expect(read(`type=cache,target=/root/.cache,${id}`)).toMatchObject({ id: '/root/.cache' });
    expect(read(`type=secret,target=/run/token,${id}`)).toMatchObject({ id: 'token' });
  });

  it('takes what is empty for not given', () => {
    expect(read('type=bind,target=/x,source=$UNSET,from=')).toMatchObject({ source: '/', from: undefined });
    expect(read('type=secret,id=token,target=$UNSET')).toMatchObject({ target: '/run/secrets/token' });
    expect(() => read('type=cache,target=$UNSET')).toThrow('cache mount needs a target');
  });
});
