// Whether a page fits its window, and fingers its targets.

/** What is wider than the window, or cut off, a line each. */
export function overflow(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    const width = root.clientWidth;
    const found = root.scrollWidth > width ? [`the page is ${root.scrollWidth} wide, the window ${width}`] : [];
    const told = (element) => `${element.outerHTML.slice(0, 100)}`;
    for (const element of document.querySelectorAll('body *')) {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const seen = box.width > 1 && box.height > 1 && style.visibility === 'visible' && !element.closest('.skip');
      if (seen && (box.right > width + 1 || box.left < -1)) {
        found.push(`beyond the edge: ${told(element)}`);
      }
      // A long name in the header may end in an ellipsis; it is told whole on the next page.
      const cut = style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      if (seen && cut && !element.closest('.account-name, input, select, textarea')) {
        found.push(`cut off: ${told(element)}`);
      }
    }
    return found;
  });
}

/** What a finger could miss: targets under 44 pixels, links within a sentence excepted (WCAG 2.5.5). */
export function smallTargets(page) {
  return page.evaluate(() => {
    const targets = document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea');
    const inSentence = (element) =>
      [...element.parentNode.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    return [...targets]
      .map((element) => element.closest('label') ?? element)
      .filter((element) => element.checkVisibility() && !element.matches('.skip') && !inSentence(element))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 43.5 || box.height < 43.5)
      .map(({ element, box }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${element.outerHTML.slice(0, 120)}`);
  });
}
