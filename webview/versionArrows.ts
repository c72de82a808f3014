import { h } from './elements.ts';
import { quietButton } from './quietButton.ts';
import { t } from './l10n.ts';

/** `‹ 1/2 ›`: leafs through the versions of a message. */
export function versionArrows(versions: readonly string[], shown: string, label: string, select: (messageId: string) => void): HTMLElement {
  const at = versions.indexOf(shown);
  const arrow = (name: string, iconName: string, id: string | undefined): HTMLElement =>
    quietButton({ name, iconName, control: name, disabled: id === undefined, press: () => { if (id !== undefined) select(id); } });
  const place = h('span', { class: 'version-place' }, [`${String(at + 1)}/${String(versions.length)}`]);
  return h('div', { class: 'versions', role: 'group', 'aria-label': label }, [
    arrow(t('Previous version'), 'chevron-left', versions[at - 1]),
    place,
    arrow(t('Next version'), 'chevron-right', versions[at + 1]),
  ]);
}
