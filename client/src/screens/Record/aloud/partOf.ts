import type { Part } from './inOrder.ts'

/** What is on paper is what is read: no buttons, no boxes, nothing that does not show. */
const silent = '.not-on-paper, [aria-hidden="true"], [data-silent]'

export function partOf(element: Element): Part<Element> {
  const inside: (string | Part<Element>)[] = []
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) inside.push(node.textContent ?? '')
    else if (node instanceof HTMLBRElement) inside.push(', ')
    else if (node instanceof Element && !node.matches(silent)) {
      const { display } = getComputedStyle(node)
      if (display !== 'none') inside.push(partOf(node))
    }
  }
  return { at: element, breaks: getComputedStyle(element).display !== 'inline', inside }
}
