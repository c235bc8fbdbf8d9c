/** A socket that has a port, as the kernel lists it in /proc/net/{tcp,tcp6,udp,udp6} (proc(5)). */
export interface HostSocket {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
  /** For TCP: it waits for connections. UDP sockets always do. */
  readonly listens: boolean;
  readonly inode: number;
}

const LISTEN = '0A';

/** Reads one of these tables; lines that are not of this form are skipped. Pure. */
export function readSocketTable(text: string, protocol: 'tcp' | 'udp'): HostSocket[] {
  return text.split('\n').flatMap((line): HostSocket[] => {
    const fields = line.trim().split(/\s+/);
    const local = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(fields[1] ?? '');
    const inode = Number(fields[9]);
    if (local === null || !Number.isInteger(inode)) return [];
    const [, address = '', port = ''] = local;
    return [
      {
        protocol,
        address: readAddress(address),
        port: Number.parseInt(port, 16),
        listens: protocol === 'udp' || fields[3] === LISTEN,
        inode,
      },
    ];
  });
}

/** The kernel prints an address as words of 32 bits in the order of the machine, which is little endian wherever Node runs. */
function readAddress(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    (word.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)),
  );
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_none, index) =>
    (((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)).toString(16),
  );
  return shortened(groups);
}

/** The text form of RFC 5952: the longest run of zeros as `::`. */
function shortened(groups: readonly string[]): string {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === '0') length++;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}
