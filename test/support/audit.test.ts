import { deepEqual } from 'node:assert/strict';
import { readAudit } from './auditReport.ts';

/** What `npm audit --json` writes (npm 11) when it has been told of one vulnerability of this severity. */
function recorded(severity: 'info' | 'low' | 'moderate' | 'high' | 'critical'): string {
  const none = { info: 0, low: 0, moderate: 0, high: 0, critical: 0 };
  const via = [{ source: 1_094_001, name: 'left', dependency: 'left', title: 'Prototype pollution in left', url: 'https://example.com/advisory', severity, cwe: ['CWE-1321'], cvss: { score: 0, vectorString: null }, range: '<1.2.3' }];
  return JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: { left: { name: 'left', severity, isDirect: true, via, effects: [], range: '<1.2.3', nodes: ['node_modules/left'], fixAvailable: true } },
    metadata: { vulnerabilities: { ...none, [severity]: 1, total: 1 }, dependencies: { prod: 1, dev: 190, optional: 20, peer: 0, peerOptional: 0, total: 210 } },
  }, undefined, 2);
}

describe('The audit', () => {
  it('fails where a vulnerability is high or worse, and not below (case 132)', () => {
    deepEqual((['critical', 'high', 'moderate', 'low', 'info'] as const).map((severity) => readAudit(recorded(severity))), [
      { said: 'Critical: 1, high: 0, lesser: 0.', isFine: false },
      { said: 'Critical: 0, high: 1, lesser: 0.', isFine: false },
      ...Array.from({ length: 3 }, () => ({ said: 'Critical: 0, high: 0, lesser: 1.', isFine: true })),
    ]);
  });

  it('says that nothing was checked where the registry has no answer, and why (case 132)', () => {
    const why = '404 Not Found - POST https://registry.example/-/npm/v1/security/advisories/bulk';
    const refused = JSON.stringify({ message: why, method: 'POST', uri: 'https://registry.example/', headers: {}, statusCode: 404, body: {} });
    deepEqual(readAudit(refused), { said: `NOT CHECKED: the registry did not answer (${why}). Run this again where it does.`, isFine: true });
  });

  it('fails where npm did not get to ask', () => {
    const failed = JSON.stringify({ error: { code: 'ENOLOCK', summary: 'This command requires an existing lockfile.', detail: 'Try creating one first.' } });
    deepEqual([failed, ''].map(readAudit), [
      { said: 'NOT CHECKED: npm could not look (This command requires an existing lockfile.).', isFine: false },
      { said: 'NOT CHECKED: npm could not look.', isFine: false },
    ]);
  });
});
