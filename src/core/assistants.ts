import type { Assistant } from '../shared/model.ts';

/** Who answers when the user has made no assistant. */
export const builtInAssistant: Assistant = {
  id: 'assistant',
  name: 'Assistant',
  instructions: [
    'You are a programming assistant inside VS Code.',
    'Answer in Markdown, put code in fenced blocks with their language, and be brief where brevity serves.',
    'When you are unsure, say so.',
  ].join(' '),
};
