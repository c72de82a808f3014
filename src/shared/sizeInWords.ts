import { t } from './words.ts';

const units = ['bytes', 'KB', 'MB', 'GB'];

/** “12 bytes”, “3.4 KB”, “120 MB”: so many bytes as one reads them. */
export function sizeInWords(bytes: number): string {
  if (bytes === 1) return t('1 byte');
  if (bytes < 1000) return t('{0} bytes', bytes);
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value >= 10 ? String(Math.round(value)) : value.toFixed(1)} ${units[unit] ?? ''}`;
}
