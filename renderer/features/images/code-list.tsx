import { CopyButton } from '../../ui/copy-button.tsx';

/** Values as a program writes them, one a line. */
export function CodeList({ items }: { readonly items: readonly string[] }) {
  if (items.length === 0) return <span className="text-ink-3">none</span>;
  return (
    <ul className="flex flex-col gap-0.5">
      {items.map((item) => (
        <li key={item} className="font-mono text-xs leading-5 break-all">
          {item}
        </li>
      ))}
    </ul>
  );
}

export function Code({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <span className="-my-1 inline-flex items-center gap-1">
      <code className="font-mono text-xs break-all">{text}</code>
      <CopyButton label={label} text={text} />
    </span>
  );
}
