import { stepTextLimit } from '../shared/schemas.ts';
import { t } from '../shared/words.ts';

/** As much of what a step was done with or brought about as is kept; where that is not all of it, its end says how much is missing. */
export function stepText(text: string): string {
  if (text.length <= stepTextLimit) return text;
  const room = stepTextLimit - mark(text.length).length;
  return `${text.slice(0, room)}${mark(text.length - room)}`;
}

function mark(missing: number): string {
  return `\n${t('[Cut here: {0} more characters]', String(missing))}`;
}
