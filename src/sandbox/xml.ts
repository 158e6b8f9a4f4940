/** The content of an element: text, child elements in order, or a list of `<member>`s. */
export type XmlContent = string | XmlElements | readonly XmlContent[];

export interface XmlElements {
  readonly [name: string]: XmlContent | undefined;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#xD;',
};

/** Characters that XML 1.0 cannot carry, escaped or not (https://www.w3.org/TR/xml/#charsets). */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Text as the content of an element. What XML cannot carry becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(forbidden, '\uFFFD')
    .replace(/[&<>"'\r]/g, (character) => escapes[character] ?? '');
}

/** Renders content; lists become `<member>` elements, absent elements nothing. */
export function renderXml(content: XmlContent): string {
  if (typeof content === 'string') return escapeXml(content);
  if (isList(content)) return content.map((item) => renderElement('member', item)).join('');
  return Object.entries(content)
    .map(([name, child]) => (child === undefined ? '' : renderElement(name, child)))
    .join('');
}

function renderElement(name: string, content: XmlContent): string {
  return `<${name}>${renderXml(content)}</${name}>`;
}

function isList(content: XmlContent): content is readonly XmlContent[] {
  return Array.isArray(content);
}
