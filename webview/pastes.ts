import type { Chip } from '../src/shared/chip.ts';
import { pastedFiles, type Brought } from './broughtThings.ts';
import { tooLong } from './composerWords.ts';
import { isLong, pastedAs, pastedFile } from './pastedText.ts';
import { t } from './l10n.ts';

/** What becomes of what is pasted. */
interface PasteSteps {
  readonly bring: (things: Brought) => void;
  readonly attachments: () => readonly Chip[];
  readonly detach: (attachmentId: string) => void;
  readonly say: (words: string) => void;
}

/** Takes what is pasted into this area: files and long texts become attachments; Ctrl+Z puts a long text where it was pasted. */
export function takePastes(area: HTMLTextAreaElement, { bring, attachments, detach, say }: PasteSteps): void {
  let last: string | undefined;

  const take = (things: Brought, event: Event): void => {
    event.preventDefault();
    bring(things);
  };
  area.addEventListener('paste', (event) => {
    const { clipboardData } = event;
    const files = clipboardData === null ? [] : pastedFiles(clipboardData);
    const text = clipboardData?.getData('text/plain') ?? '';
    // Text that cannot be sent is not even taken in: at that length it would hold up the page.
    const problem = tooLong(area.value.length + text.length);
    last = undefined;
    if (files.length > 0) take({ uris: [], files }, event);
    else if (problem !== '') {
      event.preventDefault();
      say(problem);
    } else if (isLong(text)) {
      last = text;
      take({ uris: [], files: [pastedFile(text)] }, event);
      say(t('This was attached, for it is long. Ctrl+Z puts it into the text instead.'));
    }
  });
  area.addEventListener('input', () => { last = undefined; });
  area.addEventListener('keydown', (event) => {
    if (last === undefined || event.key.toLowerCase() !== 'z' || event.shiftKey || event.altKey || (!event.ctrlKey && !event.metaKey)) return;
    const attachment = pastedAs(last, attachments());
    if (attachment === undefined) return;
    event.preventDefault();
    const text = last;
    detach(attachment.id);
    insert(area, text);
  });
}

/** In such a way that it can be undone. */
function insert(area: HTMLTextAreaElement, text: string): void {
  // oxlint-disable-next-line typescript/no-deprecated -- nothing else can be undone
  if (document.execCommand('insertText', false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
