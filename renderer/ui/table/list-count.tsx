import { counted } from '../counted.ts';

interface ListCountProps {
  readonly noun: string;
  readonly shown: number;
  readonly all: number;
}

/** How many rows there are, and how many of them are shown. */
export function ListCount({ noun, shown, all }: ListCountProps) {
  const text = shown === all ? counted(all, noun) : `${shown} of ${counted(all, noun)}`;
  return <span className="text-xs whitespace-nowrap text-ink-3">{text}</span>;
}
