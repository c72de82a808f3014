type Attribute =
  | 'autocomplete' | 'class' | 'dir' | 'disabled' | 'hidden' | 'href' | 'id' | 'rel' | 'role' | 'rows' | 'start' | 'tabindex' | 'title' | 'type'
  | `aria-${string}` | `data-${string}`;

/** Attributes of an element: `true` sets an empty one, `false` and `undefined` none. Handlers, styles and sources cannot be set. */
export type Attributes = { readonly [Name in Attribute]?: string | boolean | undefined };

/** Makes an element. Strings among the children become text, never markup. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

/** Sets these attributes and leaves all others alone; `false` and `undefined` take one away. */
export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : value);
  }
}

/** A codicon by its name, hidden from screen readers. */
export function icon(name: string): HTMLElement {
  return h('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true' });
}

let lastId = 0;

/** An id that no other element of the page has. */
export function freshId(): string {
  lastId += 1;
  return `made-${String(lastId)}`;
}
