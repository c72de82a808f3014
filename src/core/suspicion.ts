import type { Attachment } from '../shared/attachment.ts';
import { obstacleOf } from './obstacles.ts';
import { scanSecrets } from './secretScan.ts';
import { attachedParts } from './turnParts.ts';

/** Whether an attachment seems to hold a secret, by the name of its file or by what stands in it: the gate asks about it then. */
export async function isSuspect(attachment: Attachment): Promise<boolean> {
  for (const part of attachedParts(attachment, 'attachment')) if ((await obstacleOf(part, scanSecrets(part.text, 1))) !== undefined) return true;
  return false;
}
