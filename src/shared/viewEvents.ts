import type { Chip } from './chip.ts';
import type { CodeColors } from './codeColors.ts';
import type { NamedAssistant } from './composerOffers.ts';
import type { Draft } from './message.ts';
import type { Meter } from './meter.ts';
import type { CurrentEditorView, QueueView } from './snapshot.ts';
import type { Status } from './status.ts';
import type { Thread } from './thread.ts';
import type { ThreadEvent } from './threadEvents.ts';

/** What the page is told. */
export type ViewEvent =
  /** The thread on show has changed. */
  | { readonly type: 'thread'; readonly threadId: string; readonly event: ThreadEvent }
  /** Show this thread, or this window of it; without one, a new one; and what is being written in it: without a draft, what is being written stays. */
  | { readonly type: 'opened'; readonly thread?: Thread; readonly temporary?: true; readonly draft?: Draft }
  | { readonly type: 'attachments'; readonly attachments: readonly Chip[] }
  | { readonly type: 'currentEditor'; readonly currentEditor: CurrentEditorView }
  | { readonly type: 'status'; readonly status: Status }
  /** What is queued in the thread on show. */
  | { readonly type: 'queue'; readonly queue: QueueView }
  | { readonly type: 'meter'; readonly meter: Meter }
  /** Put this into the composer, in the place of what is there. */
  | { readonly type: 'draft'; readonly draft: Draft }
  | { readonly type: 'assistants'; readonly assistants: readonly NamedAssistant[] }
  /** Bring this message of the thread on show into sight. */
  | { readonly type: 'reveal'; readonly messageId: string }
  /** Say that you are there. */
  | { readonly type: 'ping' }
  /** The user has another theme now. */
  | { readonly type: 'codeColors'; readonly codeColors: CodeColors }
  /** Put the cursor into the composer. */
  | { readonly type: 'compose' };
