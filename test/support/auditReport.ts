import * as v from 'valibot';

const counts = v.object({ info: v.number(), low: v.number(), moderate: v.number(), high: v.number(), critical: v.number() });
const report = v.object({ metadata: v.object({ vulnerabilities: counts }) });
const refusal = v.object({ message: v.string() });
const failure = v.object({ error: v.object({ summary: v.string() }) });

/** What there is to say of the vulnerabilities that npm knows of, and whether they keep a release back. */
export interface AuditReport {
  readonly said: string;
  readonly isFine: boolean;
}

/** Reads what `npm audit --json` wrote: high and critical ones are not fine, nor is it when npm did not get to ask. A registry that does not answer holds nothing back, and that is said. */
export function readAudit(written: string): AuditReport {
  const json = jsonOf(written);
  if (v.is(report, json)) {
    const { high, critical, moderate, low, info } = json.metadata.vulnerabilities;
    return { said: `Critical: ${String(critical)}, high: ${String(high)}, lesser: ${String(moderate + low + info)}.`, isFine: high + critical === 0 };
  }
  if (v.is(refusal, json)) return { said: `NOT CHECKED: the registry did not answer (${json.message}). Run this again where it does.`, isFine: true };
  return { said: `NOT CHECKED: npm could not look${v.is(failure, json) ? ` (${json.error.summary})` : ''}.`, isFine: false };
}

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
