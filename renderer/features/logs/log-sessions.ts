import { LogBuffer } from './log-buffer.ts';
import { LogSession } from './log-session.ts';

const KEPT = 6;
const sessions = new Map<string, LogSession>();

/** The session of a container, with what it has read so far when its page was open before. */
export function logSession(id: string): LogSession {
  const session = sessions.get(id) ?? new LogSession(id, new LogBuffer());
  sessions.delete(id);
  sessions.set(id, session);
  for (const [oldest, unused] of sessions) {
    if (sessions.size <= KEPT) break;
    unused.stop();
    sessions.delete(oldest);
  }
  return session;
}
