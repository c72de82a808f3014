import temml from 'temml';
import { t } from './l10n.ts';

/** What a formula may consist of: presentation MathML, without links, images, scripts or styles. */
const elements = new Set([
  'math', 'menclose', 'mfrac', 'mi', 'mmultiscripts', 'mn', 'mo', 'mover', 'mpadded', 'mphantom', 'mprescripts', 'mroot', 'mrow', 'ms', 'mspace', 'msqrt', 'mstyle', 'msub',
  'msubsup', 'msup', 'mtable', 'mtd', 'mtext', 'mtr', 'munder', 'munderover',
]);

const attributes = new Set([
  'accent', 'accentunder', 'columnspan', 'depth', 'display', 'displaystyle', 'fence', 'form', 'height', 'largeop', 'linethickness', 'lspace', 'mathvariant', 'maxsize', 'minsize',
  'movablelimits', 'notation', 'rowspan', 'rspace', 'scriptlevel', 'separator', 'stretchy', 'symmetric', 'voffset', 'width',
]);

/** More elements than these no formula of an answer has; characters of its source, elements and levels. */
const limits = { letters: 5000, elements: 5000, depth: 100 } as const;

const mathNamespace = 'http://www.w3.org/1998/Math/MathML';

/** A formula in TeX as MathML, made anew of what is allowed. Throws when it cannot be read, or is out of measure. */
export function formulaElement(tex: string, display: boolean): Element {
  if (tex.length > limits.letters) throw new RangeError(t('The formula is too long.'));
  const whole = temml.renderToString(tex, { displayMode: display, throwOnError: true, trust: false, xml: true, maxExpand: 200, maxSize: [10, 50] });
  // Temml escapes quotation marks in text, so that these can be nothing but attributes. Not even a parser may see them: the page's policy refuses styles.
  const markup = whole.replaceAll(/ style="[^"]*"/g, '');
  const { documentElement } = new DOMParser().parseFromString(markup, 'application/xml');
  return allowed(documentElement, { left: limits.elements }, 0);
}

function allowed(element: Element, budget: { left: number }, depth: number): Element {
  budget.left -= 1;
  if (budget.left < 0 || depth > limits.depth) throw new RangeError(t('The formula is too large.'));
  if (element.namespaceURI !== mathNamespace || !elements.has(element.localName)) throw new TypeError(t('A formula has no {0}.', element.localName));
  const made = document.createElementNS(mathNamespace, element.localName);
  for (const { name, value } of element.attributes) if (attributes.has(name)) made.setAttribute(name, value);
  const classes = [...element.classList].filter((name) => /^tml-[a-z-]+$/.test(name));
  if (classes.length > 0) made.setAttribute('class', classes.join(' '));
  for (const child of element.childNodes) {
    if (child instanceof Element) made.append(allowed(child, budget, depth + 1));
    else made.append(child.textContent ?? '');
  }
  return made;
}
