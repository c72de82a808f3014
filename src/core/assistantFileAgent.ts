import type { JsonObject } from './assistant.ts';
import { fileKey } from './assistantFileKeys.ts';
import { isList, type Complaint } from './assistantFileValues.ts';
import { t } from '../shared/words.ts';

/** What of the head of VS Code's own agents and chat modes is ours to use: their tools are not, nor are names of models that are no ids. */
export function agentHead(head: JsonObject): { readonly head: JsonObject; readonly complaints: readonly Complaint[] } {
  const complaints: Complaint[] = [];
  const entries = Object.entries(head).flatMap(([name, value]) => {
    if (name === 'tools') {
      complaints.push({ path: [name], onKey: true, severity: 'information', message: t('These are tools of VS Code’s own chat; they are not used here.') });
      return [];
    }
    if (name !== 'model') return fileKey(name) === undefined ? [] : [[name, value] as const];
    const first = isList(value) ? (value[0] ?? null) : value;
    if (typeof first !== 'string' || /^[^\s()]+$/.test(first)) return [[name, first] as const];
    complaints.push({ path: isList(value) ? [name, 0] : [name], severity: 'information', message: t('“{0}” names a model of VS Code’s own chat; the connection’s model is used here.', first) });
    return [];
  });
  return { head: Object.fromEntries(entries), complaints };
}
