import type { SpecialForm } from './attachmentForms.ts';
import type { Failure } from './failure.ts';

/** The key that sends; the other one of Enter and Ctrl+Enter breaks the line, or sends at once. */
export type SendKey = 'enter' | 'ctrlEnter';

/** How the text of the chat is set, as far as the user has said so; the size in pixels. */
export interface ChatFont {
  readonly size?: number;
  readonly family?: string;
}

/** Who would answer the next prompt, and what stands in the way. */
export interface Status {
  readonly assistantName: string;
  readonly connectionName: string;
  /** Absent until the model is known: at a local server, until it is first asked. */
  readonly model?: string;
  /** Prompts that the assistant offers to begin with. */
  readonly starters: readonly string[];
  /** What the connection takes besides text. */
  readonly takes: readonly SpecialForm[];
  /** Enter, if absent. */
  readonly sendKey?: SendKey;
  /** Set while the disk does not take what is said: it is in memory alone. */
  readonly unsaved?: true;
  /** How the text of the chat is set; as the rest of VS Code, if absent. */
  readonly font?: ChatFont;
  /** Set while no prompt can be answered: no key, settings of the wrong shape. */
  readonly failure?: Failure;
}
