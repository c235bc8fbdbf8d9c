/** The text with every occurrence of the query marked, whatever the case. */
export function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  if (query === '') return text;
  const needle = query.toLowerCase();
  const parts: { readonly from: number; readonly text: string; readonly match: boolean }[] = [];
  const haystack = text.toLowerCase();
  let from = 0;
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, from)) {
    if (at > from) parts.push({ from, text: text.slice(from, at), match: false });
    parts.push({ from: at, text: text.slice(at, at + needle.length), match: true });
    from = at + needle.length;
  }
  if (from < text.length) parts.push({ from, text: text.slice(from), match: false });
  return parts.map((part) =>
    part.match ? (
      <mark key={part.from} className="rounded-[2px] bg-mark text-inherit">
        {part.text}
      </mark>
    ) : (
      <span key={part.from}>{part.text}</span>
    ),
  );
}
