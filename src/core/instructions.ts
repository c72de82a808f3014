import type { Turn } from './engine.ts';

/** All that is said to the model before the conversation: the assistant's instructions, and what is said on top of them. */
export function instructionsOf({ assistant, instructions }: Pick<Turn, 'assistant' | 'instructions'>): string {
  return [assistant.instructions, assistant.additionalInstructions ?? '', instructions ?? ''].filter((part) => part.trim() !== '').join('\n\n');
}
