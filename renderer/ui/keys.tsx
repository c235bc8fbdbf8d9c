/** `keys` as in `Ctrl+K` or `G then C`. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className="inline-flex items-center gap-1 text-2xs text-ink-3">
      {keys.split(/(\+| then )/).map((part, index) => {
        if (part === '+') return null;
        if (part === ' then ') return <span key={`${index}${part}`}>then</span>;
        return (
          <kbd
            key={`${index}${part}`}
            className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line bg-sunken px-1 font-sans leading-none text-ink-2"
          >
            {part}
          </kbd>
        );
      })}
    </span>
  );
}
