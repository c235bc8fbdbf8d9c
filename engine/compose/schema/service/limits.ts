import { bytes, flag, integer, list, number, object, type Schema, text } from '../keywords.ts';

function deviceRates(description: string): Schema {
  return list(
    description,
    object('A device and its limit.', {
      path: text('The device.'),
      rate: { ...bytes('How much a second.') },
    }),
    { 'x-merge': 'by-path' },
  );
}

/** What containers may use. */
export const LIMITS: Readonly<Record<string, Schema>> = {
  mem_limit: bytes('The most memory.'),
  mem_reservation: bytes('Memory that is kept.'),
  mem_swappiness: integer('How readily memory is swapped out: 0 to 100.'),
  memswap_limit: bytes('The most memory and swap together; -1: without a limit.'),
  shm_size: bytes('The size of `/dev/shm`.'),
  pids_limit: integer('The most processes; -1: without a limit.'),
  oom_kill_disable: flag('Do not kill when memory runs out.'),
  oom_score_adj: integer('How readily it is killed when memory runs out: -1000 to 1000.', {
    minimum: -1000,
    maximum: 1000,
  }),
  cpus: number('CPUs, such as `0.5`.', { minimum: 0 }),
  cpu_count: integer('How many CPUs on Windows.', { minimum: 0 }),
  cpu_percent: number('What part of the CPUs on Windows.', { minimum: 0, maximum: 100 }),
  cpu_shares: integer('The weight against other containers.'),
  cpu_period: { ...integer('The period of the CPU limit, microseconds.'), 'x-form': 'microseconds' },
  cpu_quota: { ...integer('CPU time per period, microseconds.'), 'x-form': 'microseconds' },
  cpu_rt_period: { ...integer('The period of the realtime limit.'), 'x-form': 'microseconds' },
  cpu_rt_runtime: { ...integer('Realtime CPU time per period.'), 'x-form': 'microseconds' },
  cpuset: {
    type: ['string', 'integer'],
    description: 'The CPUs to run on, such as `0-3`.',
    'x-form': 'text',
  },
  blkio_config: object('Limits of block devices.', {
    weight: integer('The weight against other containers: 10 to 1000.'),
    weight_device: list(
      'Weights by device.',
      object('A device and its weight.', { path: text('The device.'), weight: integer('Its weight.') }),
      { 'x-merge': 'by-path' },
    ),
    device_read_bps: deviceRates('Bytes read a second.'),
    device_write_bps: deviceRates('Bytes written a second.'),
    device_read_iops: deviceRates('Reads a second.'),
    device_write_iops: deviceRates('Writes a second.'),
  }),
};
