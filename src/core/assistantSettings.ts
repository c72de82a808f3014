import type { Assistant } from './assistant.ts';
import type { Outgoing } from './obstacles.ts';
import { withoutSecrets } from './shownRequest.ts';
import { t } from '../shared/words.ts';

/**
 * What a server is told of an assistant besides its instructions, in one part that leaves as it is or not at all: names in tools and
 * metadata must stay what they are. What the user entrusts to a tool server is not in it: it is meant for that.
 */
export function settingsPart({ name, description, metadata, parameters, toolResources, tools }: Pick<Assistant, 'description' | 'metadata' | 'name' | 'parameters' | 'toolResources' | 'tools'>): Outgoing {
  const text = JSON.stringify({ name, description, metadata, parameters, tools: tools.map(withoutSecrets), toolResources }, null, 2);
  return { id: 'settings', name: t('The settings of {0}', name), origin: 'instructions', isCut: true, text };
}
