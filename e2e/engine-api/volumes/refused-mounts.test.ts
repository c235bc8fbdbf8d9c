import { expect, test } from '../../fixtures/engine-test.ts';

const TABLE: readonly (readonly [words: readonly string[], says: string])[] = [
  [['-v', 'a/b:/x'], 'includes invalid characters for a local volume name'],
  [['-v', 'ok:/'], "destination can't be '/'"],
  [['-v', 'ok:x'], "invalid mount path: 'x' mount path must be absolute"],
  [['-v', 'ok:/x:fast'], 'invalid mode: fast'],
  [['-v', 'ok:/x:ro,rw'], 'invalid mode: ro,rw'],
  [['-v', 'ok:/x:rshared'], 'field BindOptions must not be specified'],
  [['-v', '/tmp:/x:nocopy'], 'field VolumeOptions must not be specified'],
  [['-v', 'ok:/x', '--mount', 'type=volume,src=ok2,dst=/x'], 'Duplicate mount point: /x'],
  [['-v', 'ok:/x', '--tmpfs', '/x'], 'Duplicate mount point: /x'],
  [['--mount', 'type=volume,dst=/x,readonly'], 'must not set ReadOnly mode when using anonymous volumes'],
  [['--mount', 'type=tmpfs,dst=/x,src=y'], 'field Source must not be specified'],
  [['--mount', 'type=bind,src=y,dst=/x'], "invalid mount path: 'y' mount path must be absolute"],
  [['--mount', 'type=bind,src=/tmp,dst=/x,bind-propagation=far'], 'invalid propagation mode: far'],
  [['--tmpfs', '/'], "destination can't be '/'"],
  [['--tmpfs', '/x:lowerdir=/etc'], 'nvalid tmpfs option'],
  [['--volumes-from', 'nobody'], 'No such container: nobody'],
  [['--volumes-from', 'nobody:rshared'], 'invalid mode: rshared'],
  [['-v', 'ok:/proc/x'], 'cannot be mounted because it is inside /proc'],
];

for (const [words, says] of TABLE) {
  test(`run ${words.join(' ')} is refused, and leaves nothing`, async ({ docker }) => {
    const { code, stderr } = await docker`run --rm ${words} busybox true`;
    expect(code).toBeGreaterThan(0);
    expect(stderr).toContain(says);
    expect(await docker.text`ps -aq`).toBe('');
  });
}

test('volumes of impossible names, drivers and options are not made', async ({ docker }) => {
  const table: readonly (readonly [readonly string[], string])[] = [
    [['..'], 'includes invalid characters for a local volume name'],
    [['x'], 'volume name is too short'],
    [['-d', 'nobody', 'vol'], 'plugin "nobody" not found'],
    [['--opt', 'speed=fast', 'vol'], 'invalid option: "speed"'],
    [['--opt', 'type=tmpfs', 'vol'], 'missing required option: "device"'],
  ];
  for (const [words, says] of table) {
    const { code, stderr } = await docker`volume create ${words}`;
    expect(code).toBe(1);
    expect(stderr).toContain(says);
  }
  expect((await docker`volume rm vol`).stderr).toContain('no such volume');
  expect((await docker`volume ls --filter size=1`).stderr).toContain("nvalid filter 'size'");
});
