import { object, parse, record, string } from 'valibot';
import { language, speak, t } from '../src/shared/words.ts';

const writtenWords = object({ language: string(), sentences: record(string(), string()) });

/** Where the host wrote the words into the page: read before anything of it is made, so that constants may hold sentences too. */
const written = typeof document === 'undefined' ? '' : document.querySelector('#words')?.textContent ?? '';
if (written !== '') speak(parse(writtenWords, JSON.parse(written)));

export { language, t };
