import type { Failure } from '../src/shared/failure.ts';
import { t } from './l10n.ts';

/** What is said for as long as the disk does not take what arrives. */
export const notSaved: Failure = {
  kind: 'storage', message: t('Not saved: the disk takes nothing more. What arrives stays in this window, and is saved as soon as there is room.'), action: 'openLog',
};
