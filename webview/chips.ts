import { formOf, formProblem, type SpecialForm } from '../src/shared/attachmentForms.ts';
import type { AttachmentKind } from '../src/shared/attachment.ts';
import type { Chip } from '../src/shared/chip.ts';
import { sizeInWords } from '../src/shared/sizeInWords.ts';
import { attachmentName } from './attachmentName.ts';
import { h, icon } from './elements.ts';
import { quietButton } from './quietButton.ts';
import { t } from './l10n.ts';

/** What can be done with the chips; none can be taken off without `remove`. */
export interface ChipSteps {
  readonly open: (attachmentId: string) => void;
  readonly remove?: (attachmentId: string) => void;
  /** What goes along by itself: its id, and how it is called. */
  readonly current?: { readonly id: string; readonly words: string };
  /** What the connection takes besides text; where it is to be said of a chip that it cannot be sent. */
  readonly takes?: readonly SpecialForm[];
  /** Lets the user choose how one travels; for chips of the next prompt. */
  readonly travel?: (attachmentId: string) => void;
  /** Shows an image in this place, once it is there. */
  readonly thumbnail: (attachment: Chip, place: HTMLElement) => void;
}

const icons: Readonly<Record<AttachmentKind, string>> = { cell: 'notebook', changes: 'diff', dropped: 'file', file: 'file', problems: 'warning', selection: 'code', symbol: 'symbol-method', terminal: 'terminal', visible: 'eye' };

const formIcons: Readonly<Record<SpecialForm, string>> = { image: 'file-media', document: 'file-pdf', office: 'file-binary', code: 'file-binary', search: 'search' };
const travels: Readonly<Record<ReturnType<typeof formOf>, string>> = { text: t('as text'), image: t('as image'), document: t('as file'), office: t('as file'), code: t('for code'), search: t('to be searched') };

/** The list of what went with a prompt, or of what will go with it. */
export function chips(attachments: readonly Chip[], steps: ChipSteps): HTMLElement {
  const items = attachments.map((attachment) => chip(attachment, steps));
  return h('ul', { class: 'chips', 'aria-label': t('Attachments'), hidden: items.length === 0 }, items);
}

function chip(attachment: Chip, steps: ChipSteps): HTMLElement {
  const { id, kind, suspect, unsaved } = attachment;
  const name = attachmentName(attachment);
  const form = formOf(attachment);
  const problem = steps.takes === undefined ? undefined : formProblem(attachment, steps.takes);
  const { remove, takes, travel } = steps;
  const way = problem ?? travels[form];
  const canTravel = travel !== undefined && id !== steps.current?.id && (kind === 'file' || kind === 'dropped');
  const known = [steps.current?.id === id ? steps.current.words : '', unsaved === true ? t('not saved') : '', size(attachment)];
  const about = [...known, way, ...(suspect === true && takes !== undefined ? [t('may hold a secret')] : [])].filter((part) => part !== '').join(' · ');
  const open = h('button', { type: 'button', class: 'chip-name', title: `${name} · ${about}`, 'aria-label': t('Open {0}', name) }, [h('bdi', {}, [name])]);
  open.addEventListener('click', () => { steps.open(id); });
  const place = h('span', { class: 'chip-icon' }, [icon(form === 'text' ? icons[kind] : formIcons[form])]);
  if (form === 'image') steps.thumbnail(attachment, place);
  const parts: HTMLElement[] = [place, open, meta(canTravel ? known.filter((part) => part !== '').join(' · ') : about)];
  if (canTravel) parts.push(wayButton(name, way, () => { travel(id); }), ...(suspect === true ? [meta(t('may hold a secret'))] : []));
  if (remove !== undefined) parts.push(quietButton({ name: t('Remove {0}', name), iconName: 'close', press: () => { remove(id); } }));
  return h('li', { class: ['chip', ...(problem === undefined ? [] : ['refused']), ...(suspect === true && takes !== undefined ? ['suspect'] : [])].join(' ') }, parts);
}

function meta(words: string): HTMLElement {
  return h('span', { class: 'meta chip-size' }, [words]);
}

/** How something travels, to be chosen anew. */
function wayButton(name: string, way: string, press: () => void): HTMLElement {
  const button = h('button', { type: 'button', class: 'meta chip-way', 'aria-label': t('{0} travels {1}: choose another way', name, way) }, [way, icon('chevron-down')]);
  button.addEventListener('click', press);
  return button;
}

/** “1.2 KB · ~310 tokens”: they are counted on this machine, about; none for what is no part of the prompt. */
function size({ bytes, tokens, use }: Chip): string {
  const weight = sizeInWords(bytes);
  return tokens === undefined || use !== undefined ? weight : `${weight} · ${tokens === 1 ? t('~1 token') : t('~{0} tokens', tokens)}`;
}
