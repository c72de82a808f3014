import { speak } from './shared/words.ts';
import { wordsOfEditor } from './vscode/l10n.ts';

speak(wordsOfEditor());

/** The extension itself; read only now, because the sentences in its constants are translated as it is read. */
export const { activate, deactivate } = await import('./extension.ts');
