import { h, type ComponentChildren, type VNode } from 'preact';

/** Attributes as HTML writes them; an undefined or false one is left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element of HTML or SVG. Texts and attributes are escaped when it is written, whatever they hold. */
export function element(
  tag: string,
  attributes: Attributes,
  ...children: readonly ComponentChildren[]
): VNode {
  return h(tag, attributes, ...children);
}

/** A style or script of the page's own, which stands as it is: nothing from data may ever be part of it. */
export function ownElement(tag: string, content: string): VNode {
  return h(tag, { dangerouslySetInnerHTML: { __html: content } });
}
