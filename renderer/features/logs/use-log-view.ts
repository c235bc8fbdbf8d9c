import { useMemo, useState, useSyncExternalStore } from 'react';
import { type LensOptions, LogLens, type Match } from './log-lens.ts';
import type { LogSession } from './log-session.ts';
import { type SinceChoice, sinceTime } from './log-time.ts';

/** What a person set up for one log, and the lens that follows from it. */
export function useLogView(session: LogSession) {
  const [query, setQuery] = useState('');
  const [onlyMatching, setOnlyMatching] = useState(false);
  const [streams, setStreams] = useState<LensOptions['streams']>('both');
  const [since, setSince] = useState<{ readonly choice: SinceChoice; readonly time: string }>({
    choice: 'all',
    time: '',
  });
  const [clearedTo, setClearedTo] = useState(0);
  const [chosen, setChosen] = useState<Match>();
  const version = useSyncExternalStore(session.buffer.subscribe, session.buffer.version);
  const lens = useMemo(
    () => new LogLens(session.buffer, { query, onlyMatching, streams, since: since.time, clearedTo }),
    [session, query, onlyMatching, streams, since, clearedTo],
  );
  useMemo(() => version >= 0 && lens.sync(), [lens, version]);

  const { matches } = lens;
  const position = chosen === undefined ? -1 : matches.findIndex((match) => sameMatch(match, chosen));
  return {
    lens,
    version,
    query,
    onlyMatching,
    streams,
    since: since.choice,
    current: position < 0 ? undefined : chosen,
    position,
    matchCount: matches.length,
    setQuery: (next: string) => {
      setQuery(next);
      setChosen(undefined);
    },
    setOnlyMatching,
    setStreams,
    setSince: (choice: SinceChoice) => setSince({ choice, time: sinceTime(choice, Date.now()) }),
    clear: () => setClearedTo(session.buffer.endSeq),
    unchoose: () => setChosen(undefined),
    /** The newest match comes first: in a log, that is the one that is looked for. */
    step: (direction: 1 | -1) => {
      const count = matches.length;
      if (count === 0) return;
      const next = position < 0 ? count - 1 : (position + direction + count) % count;
      setChosen(matches[next]);
    },
  };
}

export type LogView = ReturnType<typeof useLogView>;

function sameMatch(a: Match, b: Match): boolean {
  return a.seq === b.seq && a.at === b.at;
}
