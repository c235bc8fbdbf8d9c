/**
 * The order of two Debian versions `[epoch:]upstream[-revision]` (deb-version(7)): below zero when `a` is the older. Digits count as
 * numbers, `~` sorts before everything, letters before other signs.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [split(a), split(b)];
  return (
    left.epoch - right.epoch ||
    compareParts(left.upstream, right.upstream) ||
    compareParts(left.revision, right.revision)
  );
}

/** An apk version in Debian's spelling: `1.2_rc1-r0` comes before `1.2-r0`, `1.2_p1-r0` after it. */
export function asDebian(apkVersion: string): string {
  return apkVersion.replace(/_(alpha|beta|pre|rc)/g, '~$1').replace(/_(cvs|svn|git|hg|p)/g, '+$1');
}

function split(version: string) {
  const [, epoch = '0', rest = ''] = /^(?:(\d+):)?(.*)$/s.exec(version) ?? [];
  const dash = rest.lastIndexOf('-');
  if (dash === -1) return { epoch: Number(epoch), upstream: rest, revision: '' };
  return { epoch: Number(epoch), upstream: rest.slice(0, dash), revision: rest.slice(dash + 1) };
}

/** Compares by turns a stretch without digits and a number. */
function compareParts(a: string, b: string): number {
  let [restA, restB] = [a, b];
  while (restA !== '' || restB !== '') {
    const [wordA, wordB] = [/^\D*/.exec(restA)?.[0] ?? '', /^\D*/.exec(restB)?.[0] ?? ''];
    const words = compareWords(wordA, wordB);
    if (words !== 0) return words;
    [restA, restB] = [restA.slice(wordA.length), restB.slice(wordB.length)];
    const [numberA, numberB] = [/^\d*/.exec(restA)?.[0] ?? '', /^\d*/.exec(restB)?.[0] ?? ''];
    const numbers = compareNumbers(numberA, numberB);
    if (numbers !== 0) return numbers;
    [restA, restB] = [restA.slice(numberA.length), restB.slice(numberB.length)];
  }
  return 0;
}

function compareWords(a: string, b: string): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = weightOf(a[at]) - weightOf(b[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function weightOf(character: string | undefined): number {
  if (character === undefined) return 0;
  if (character === '~') return -1;
  return /[a-zA-Z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256;
}

/** Numbers of any length. */
function compareNumbers(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : Number(left > right);
}
