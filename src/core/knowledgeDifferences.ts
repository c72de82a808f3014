import type { KnowledgeFile } from './knowledge.ts';
import type { ManifestEntry } from './knowledgeManifest.ts';
import { nameAtServer } from './knowledgePlan.ts';

/**
 * The paths of the files that a sync would have something to do for: new, changed, missing or gone since the last one. What has not
 * changed and was held back, refused or is of no kind that the server reads, is none.
 */
export function knowledgeDifferences(files: readonly KnowledgeFile[], manifest: readonly ManifestEntry[], asText: ReadonlySet<string>): readonly string[] {
  const known = new Map(manifest.map((entry) => [entry.path, entry]));
  const here = new Set(files.map(({ path }) => path));
  const other = files.filter((file) => {
    const entry = known.get(file.path);
    const goes = nameAtServer(file, asText) !== undefined;
    if (entry === undefined) return goes;
    if (entry.hash !== file.hash) return goes || isThere(entry);
    return entry.outcome.state === 'missing' || (entry.outcome.state === 'unsupported' && goes);
  });
  return [...other.map(({ path }) => path), ...manifest.filter((entry) => !here.has(entry.path) && isThere(entry)).map(({ path }) => path)];
}

function isThere({ fileId, outcome }: ManifestEntry): boolean {
  return fileId !== undefined || outcome.state === 'missing';
}
