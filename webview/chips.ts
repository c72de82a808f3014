import type { Attachment } from '../src/shared/model.ts';
import { attachmentName } from './attachmentName.ts';
import { h, icon } from './elements.ts';
import { quietButton } from './quietButton.ts';

/** The list of what went with a prompt, or of what will go with it when `remove` is given. */
export function chips(attachments: readonly Attachment[], remove?: (attachmentId: string) => void): HTMLElement {
  const items = attachments.map((attachment) => chip(attachment, remove));
  return h('ul', { class: 'chips', 'aria-label': 'Attachments', hidden: items.length === 0 }, items);
}

function chip(attachment: Attachment, remove: ((attachmentId: string) => void) | undefined): HTMLElement {
  const name = attachmentName(attachment);
  const parts = [icon('code'), h('span', { class: 'chip-name' }, [h('bdi', {}, [name])])];
  if (remove !== undefined) parts.push(quietButton({ name: `Remove ${name}`, iconName: 'close', press: () => { remove(attachment.id); } }));
  return h('li', { class: 'chip', title: name }, parts);
}
