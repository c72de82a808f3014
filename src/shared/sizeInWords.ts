import { language, t } from './words.ts';

const units: readonly ((value: string) => string)[] = [(value) => t('{0} KB', value), (value) => t('{0} MB', value), (value) => t('{0} GB', value)];

/** “12 bytes”, “3.4 KB”, “120 MB”: so many bytes as one reads them. */
export function sizeInWords(bytes: number): string {
  if (bytes === 1) return t('1 byte');
  if (bytes < 1000) return t('{0} bytes', bytes);
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const figure = value >= 10 ? String(Math.round(value)) : value.toLocaleString(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return units[unit]?.(figure) ?? figure;
}
