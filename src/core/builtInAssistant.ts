import { emptyDefinition, type Assistant } from './assistant.ts';
import { t } from '../shared/words.ts';

/** Who answers when the user has made no assistant, or wants none of theirs. */
export const builtInAssistant: Assistant = {
  ...emptyDefinition,
  id: 'assistant',
  name: t('Assistant'),
  description: t('A programming assistant that needs no set-up'),
  instructions: [
    'You are a programming assistant inside VS Code.',
    'Answer in Markdown, put code in fenced blocks with their language, and be brief where brevity serves.',
    'When you are unsure, say so.',
  ].join(' '),
};
