import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { bundledPackages } from './thirdPartyNotices.mjs';

const manifest = v.object({ name: v.string(), version: v.string(), license: v.string() });

/**
 * The software bill of materials, as CycloneDX 1.6 in JSON: exactly the packages that went into these builds, and no other that is installed.
 * @param {readonly import('esbuild').BuildResult[]} results with their metafiles
 */
export async function softwareBill(results) {
  const [own, ...parts] = await Promise.all(['.', ...bundledPackages(results)].map((folder) => component(folder)));
  const components = parts.toSorted((one, other) => (one['bom-ref'] < other['bom-ref'] ? -1 : 1));
  const bill = { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata: { component: { ...own, type: 'application' } }, components };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/** @param {string} folder */
async function component(folder) {
  const { name, version, license } = v.parse(manifest, JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')));
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { 'bom-ref': purl, type: 'library', name, version, licenses: [{ expression: license }], purl };
}
