/** Go's filepath.Match for one part of a path. What is no pattern fits nothing but itself. */
export function globSegment(pattern: string): RegExp {
  const source = pattern.replace(
    /\\(.)|(\[\^?(?:\\.|[^\]\\])+\])|([*?])|([\\^$.|+(){}[\]])/g,
    (
      _whole,
      escaped: string | undefined,
      set: string | undefined,
      wild: string | undefined,
      special: string | undefined,
    ) => {
      if (escaped !== undefined) return escaped.replace(/[\\^$.|+*?(){}[\]/-]/, '\\$&');
      if (set !== undefined) return set;
      if (wild !== undefined) return wild === '*' ? '.*' : '.';
      return `\\${special ?? ''}`;
    },
  );
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    return new RegExp(`^${pattern.replace(/[\\^$.|+*?(){}[\]]/g, '\\$&')}$`, 's');
  }
}
