/** What `--chmod` makes of permission bits; `isFolder` decides for `X`. */
export type ModeChange = (mode: number, isFolder: boolean) => number;

const CLAUSE = /^([ugoa]*)((?:[-+=](?:[ugo]|[rwxXst]*))+)$/;
const SHIFTS: Readonly<Record<string, number>> = { u: 6, g: 3, o: 0 };

/** Reads octal digits or chmod(1)'s symbols (`u=rwX,go=rX`); undefined for what is neither. */
export function readModeChange(text: string): ModeChange | undefined {
  if (/^[0-7]{1,4}$/.test(text)) {
    const mode = Number.parseInt(text, 8);
    return () => mode;
  }
  const clauses = text.split(',').map((clause) => CLAUSE.exec(clause));
  if (clauses.some((clause) => clause === null)) return undefined;
  const actions = clauses.flatMap((clause) => {
    const [, who = '', rest = ''] = clause ?? [];
    const classes = who === '' || who.includes('a') ? ['u', 'g', 'o'] : [...new Set(who)];
    return [...rest.matchAll(/([-+=])([ugo]|[rwxXst]*)/g)].map(([, sign = '', what = '']) => ({
      classes,
      sign,
      what,
    }));
  });
  return (mode, isFolder) =>
    actions.reduce((bits, { classes, sign, what }) => {
      const given = classes.reduce((sum, one) => sum | bitsFor(one, what, bits, isFolder), 0);
      if (sign === '+') return bits | given;
      if (sign === '-') return bits & ~given;
      return (bits & ~classes.reduce((sum, one) => sum | ownedBy(one), 0)) | given;
    }, mode);
}

/** The bits of one class that some letters mean. */
function bitsFor(one: string, what: string, mode: number, isFolder: boolean): number {
  const shift = SHIFTS[one] ?? 0;
  const copied = SHIFTS[what];
  if (copied !== undefined && what.length === 1) return ((mode >> copied) & 7) << shift;
  let bits = 0;
  for (const letter of what) {
    if (letter === 'r') bits |= 4 << shift;
    if (letter === 'w') bits |= 2 << shift;
    if (letter === 'x' || (letter === 'X' && (isFolder || (mode & 0o111) !== 0))) bits |= 1 << shift;
    if (letter === 's' && one !== 'o') bits |= one === 'u' ? 0o4000 : 0o2000;
    if (letter === 't' && one === 'o') bits |= 0o1000;
  }
  return bits;
}

/** What `=` replaces for a class. */
function ownedBy(one: string): number {
  const special = one === 'u' ? 0o4000 : one === 'g' ? 0o2000 : 0o1000;
  return (7 << (SHIFTS[one] ?? 0)) | special;
}
