import type { Json, JsonObject } from './assistant.ts';
import { isList, isObject } from './assistantFileValues.ts';
import { changed, dropped, kept, type ImportedField } from './assistantImportFields.ts';
import { textOf } from './assistantImportObject.ts';
import { t } from '../shared/words.ts';

/** The fields of a custom mode of Roo Code, Kilo Code or Zoo Code. */
export function modeFields(mode: JsonObject): readonly ImportedField[] {
  const described = typeof mode['description'] === 'string' && mode['description'].trim() !== '';
  const inOrder = Object.entries(mode).toSorted(([one], [other]) => rank(one) - rank(other));
  return inOrder.map(([field, value]): ImportedField => {
    if (value === null || value === '') return dropped(field, t('It was empty.'));
    if (field === 'name' || field === 'description') return kept(field, field, value);
    if (field === 'roleDefinition') return changed(field, 'instructions', value, t('The instructions begin with it.'));
    if (field === 'customInstructions') return changed(field, 'instructions', value, t('The instructions go on with it.'));
    if (field === 'whenToUse') return described ? dropped(field, t('It said when to change to this mode by itself; here you choose.')) : changed(field, 'description', oneLine(value), t('It is the description now.'));
    if (field === 'groups') return dropped(field, t('{0}: the mode’s tools are those of its own program.', groupsOf(value)));
    if (field === 'rulesFiles') return dropped(field, t('Add the rules to the instructions if they are wanted.'));
    if (field === 'slug') return dropped(field, t('The file’s name takes its place.'));
    return dropped(field, t('Only the mode’s own program knows what to do with it.'));
  });
}

/** The modes in the contents of `.roomodes` or `custom_modes.yaml`; undefined if these are none. */
export function modesIn(contents: Json): readonly JsonObject[] | undefined {
  const modes = isObject(contents) ? contents['customModes'] : undefined;
  return isList(modes) ? modes.filter((mode) => isObject(mode)) : undefined;
}

function rank(field: string): number {
  const order = ['name', 'description', 'roleDefinition', 'customInstructions'];
  return order.includes(field) ? order.indexOf(field) : order.length;
}

function oneLine(value: Json): string {
  return textOf(value).replaceAll(/\s+/g, ' ').trim();
}

function groupsOf(value: Json): string {
  return (isList(value) ? value : [value]).map((group) => textOf(isList(group) ? group[0] : group)).join(', ');
}
