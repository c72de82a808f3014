import { emptyDefinition, type Definition, type Json, type JsonObject } from './assistant.ts';
import { fileKey } from './assistantFileKeys.ts';
import { definitionFrom } from './assistantFileReader.ts';
import { instructionsLimit } from './assistantKeys.ts';
import { modelNote } from './assistantImportModels.ts';
import { t } from '../shared/words.ts';

/** What became of a field of the original. */
interface FieldFate {
  readonly field: string;
  readonly fate: 'kept' | 'changed' | 'dropped';
  /** Why, or into what; empty where nothing is to be said. */
  readonly note: string;
}

/** A field of the original on its way: the key of our files that it becomes, if any. */
export interface ImportedField extends FieldFate {
  /** `instructions`, a key of our files, or any other key that is kept as it is. */
  readonly key?: string;
  readonly value?: Json;
}

/** An assistant that was made from a foreign one. */
export interface ImportedAssistant {
  readonly definition: Definition;
  /** Keys that are not ours, to be kept in the file. */
  readonly extra: JsonObject;
  readonly report: readonly FieldFate[];
}

/** A field that is kept as it is. */
export function kept(field: string, key: string, value: Json, note = ''): ImportedField {
  return { field, fate: 'kept', note, key, value };
}

/** A field that lives on in another form. */
export function changed(field: string, key: string, value: Json, note: string): ImportedField {
  return { field, fate: 'changed', note, key, value };
}

/** A field that is gone, and why. */
export function dropped(field: string, note: string): ImportedField {
  return { field, fate: 'dropped', note };
}

/** Makes an assistant of its fields. What no server would take is dropped; an assistant without a name gets this one. */
export function assistantFrom(fields: readonly ImportedField[], fallbackName: string): ImportedAssistant {
  const fitting = fields.map(admitted);
  const valued = fitting.flatMap(({ key, value }) => (key === undefined || value === undefined ? [] : [[key, value] as const]));
  const head = Object.fromEntries(valued.filter(([key]) => fileKey(key) !== undefined));
  const extra = Object.fromEntries(valued.filter(([key]) => key !== 'instructions' && fileKey(key) === undefined));
  const instructions = valued.flatMap(([key, value]) => (key === 'instructions' && typeof value === 'string' ? [value.trim()] : [])).filter((text) => text !== '').join('\n\n');
  const { definition, complaints } = definitionFrom(head, { ...emptyDefinition, name: fallbackName, instructions });
  const wrong = new Map(complaints.filter(({ severity }) => severity !== 'information').map((complaint) => [String(complaint.path[0]), complaint]));
  const report = fitting.map(({ field, fate, note, key }): FieldFate => {
    const complaint = key === undefined ? undefined : wrong.get(key);
    if (complaint === undefined) return { field, fate, note };
    const worse = complaint.severity === 'warning' ? fate : complaint.path.length > 1 ? 'changed' : 'dropped';
    return { field, fate: worse, note: [note, complaint.message].filter((part) => part !== '').join(' ') };
  });
  const long: readonly FieldFate[] = instructions.length <= instructionsLimit ? [] : [{ field: 'instructions', fate: 'kept', note: t('They hold {0} characters, where {1} are the most: shorten them before the first message.', instructions.length, instructionsLimit) }];
  const named: readonly FieldFate[] = Object.hasOwn(head, 'name') ? [] : [{ field: 'name', fate: 'changed', note: t('It had none; it is called “{0}”.', fallbackName) }];
  return { definition, extra, report: [...report, ...named, ...long] };
}

/** The field as this program takes it: nothing too long, nothing that is for the user alone to say. */
function admitted(field: ImportedField): ImportedField {
  const { key, value } = field;
  if (key === 'connection') return dropped(field.field, t('Where your words go is for you to say: name a connection yourself.'));
  if (typeof value !== 'string' || key === undefined) return field;
  const note = key === 'model' ? modelNote(value) : undefined;
  if (note !== undefined) return { ...field, note: [field.note, note].filter((part) => part !== '').join(' ') };
  const most = key === 'name' ? 256 : key === 'description' ? 512 : Infinity;
  return value.length <= most ? field : { ...field, value: value.slice(0, most).trimEnd(), fate: 'changed', note: t('Cut off after {0} characters.', most) };
}
