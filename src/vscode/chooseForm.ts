import * as vscode from 'vscode';
import type { HostParts } from '../core/hostParts.ts';
import { waysOf } from '../core/waysApart.ts';
import { formOf, type SpecialForm } from '../shared/attachmentForms.ts';
import { t } from '../shared/words.ts';

type Form = SpecialForm | 'text';

const labels: Readonly<Record<Form, readonly [label: string, detail: string]>> = {
  text: [t('$(file) As Text'), t('All of it stands in the prompt, with its path.')],
  image: [t('$(file-media) As Image'), t('The model sees it with the prompt.')],
  document: [t('$(file-binary) As File'), t('The model reads it with the prompt.')],
  office: [t('$(file-binary) As File'), t('The model reads it with the prompt.')],
  code: [t('$(file-binary) For Code'), t('Uploaded: the model’s code can read it. Deleted with the thread.')],
  search: [t('$(search) To Be Searched'), t('Uploaded: the model can search it. Deleted with the thread.')],
};

/** Asks how an attachment is to travel; undefined: as before. */
export const chooseForm: HostParts['chooseForm'] = async (attachment, takes) => {
  const now = formOf(attachment);
  const forms = waysOf(attachment).filter((form) => form === 'text' || takes.includes(form));
  const items = forms.map((form) => ({ form, label: labels[form][0], detail: labels[form][1], ...(form === now ? { description: t('now') } : {}) }));
  const picked = await vscode.window.showQuickPick(items, { title: t('How does {0} travel?', attachment.path), placeHolder: forms.length === 0 ? t('This connection takes it in no form.') : '' });
  return picked?.form;
};
