import { LogSession } from './log-session.ts';

const KEPT = 6;
const sessions = new Map<string, LogSession>();

/** The session of a container, with what it has read so far when its page was open before. */
export function logSession(id: string, tty: boolean): LogSession {
  const session = sessions.get(id) ?? new LogSession(id, tty);
  sessions.delete(id);
  sessions.set(id, session);
  for (const [oldest, unused] of sessions) {
    if (sessions.size <= KEPT) break;
    unused.stop();
    sessions.delete(oldest);
  }
  return session;
}
