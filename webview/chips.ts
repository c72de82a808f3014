import type { Attachment, AttachmentKind } from '../src/shared/model.ts';
import { sizeInWords } from '../src/shared/sizeInWords.ts';
import { attachmentName } from './attachmentName.ts';
import { h, icon } from './elements.ts';
import { quietButton } from './quietButton.ts';

/** What can be done with the chips; none can be taken off without `remove`. */
export interface ChipSteps {
  readonly open: (attachmentId: string) => void;
  readonly remove?: (attachmentId: string) => void;
}

const icons: Readonly<Record<AttachmentKind, string>> = { cell: 'notebook', changes: 'diff', file: 'file', problems: 'warning', selection: 'code', symbol: 'symbol-method', terminal: 'terminal', visible: 'eye' };

/** The list of what went with a prompt, or of what will go with it. */
export function chips(attachments: readonly Attachment[], steps: ChipSteps): HTMLElement {
  const items = attachments.map((attachment) => chip(attachment, steps));
  return h('ul', { class: 'chips', 'aria-label': 'Attachments', hidden: items.length === 0 }, items);
}

function chip(attachment: Attachment, steps: ChipSteps): HTMLElement {
  const { id, kind, unsaved } = attachment;
  const name = attachmentName(attachment);
  const about = [unsaved === true ? 'not saved' : '', size(attachment)].filter((part) => part !== '').join(' · ');
  const open = h('button', { type: 'button', class: 'chip-name', title: `${name} · ${about}`, 'aria-label': `Open ${name}` }, [h('bdi', {}, [name])]);
  open.addEventListener('click', () => { steps.open(id); });
  const parts = [icon(icons[kind]), open, h('span', { class: 'meta chip-size' }, [about])];
  const { remove } = steps;
  if (remove !== undefined) parts.push(quietButton({ name: `Remove ${name}`, iconName: 'close', press: () => { remove(id); } }));
  return h('li', { class: 'chip' }, parts);
}

/** “1.2 KB · 310 tokens”. */
function size({ text, tokens }: Attachment): string {
  const weight = sizeInWords(new Blob([text]).size);
  return tokens === undefined ? weight : `${weight} · ${tokens.toLocaleString('en')} ${tokens === 1 ? 'token' : 'tokens'}`;
}
