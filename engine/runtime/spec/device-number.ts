/** The major of a device number, as makedev(3) puts it together: its twelve low bits at bit 8, the rest at bit 44. */
export function majorOf(rdev: bigint): number {
  return Number(((rdev >> 8n) & 0xfffn) | ((rdev >> 32n) & 0xfffff000n));
}

/** The minor of a device number: its eight low bits at bit 0, the rest at bit 20. */
export function minorOf(rdev: bigint): number {
  return Number((rdev & 0xffn) | ((rdev >> 12n) & 0xffffff00n));
}
