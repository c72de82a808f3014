import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** An id of a server's object, if it can be nothing else: no part of a path. Throws FailureError `notFound`. */
export function serverId(id: string): string {
  if (/^[A-Za-z0-9](?:[\w:@-]|\.(?!\.)){0,255}$/.test(id)) return id;
  throw new FailureError({ kind: 'notFound', message: t('“{0}” is not the id of anything at a server.', id.slice(0, 60)), action: 'openAssistant' });
}
