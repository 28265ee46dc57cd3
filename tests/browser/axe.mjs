// axe-core on a page: WCAG 2.2 AA, and AAA contrast for what is read.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Words that are looked for or pressed, not read: AA is enough for links, buttons and warnings. */
const NOT_BODY = 'a, a *, button, button *, .mistake, .mistakes *, .leave, [aria-current]';

/** What axe finds, a line each. */
export async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.evaluate(SOURCE);
  }
  return page.evaluate(look, { tags: TAGS, notBody: NOT_BODY });
}

async function look({ tags, notBody }) {
  const found = await window.axe.run(document, {
    runOnly: { type: 'tag', values: tags },
    rules: { 'color-contrast-enhanced': { enabled: true } },
    resultTypes: ['violations'],
  });
  const counts = (rule, node) =>
    rule.id !== 'color-contrast-enhanced' || !document.querySelector(node.target[0]).matches(notBody);
  return found.violations.flatMap((rule) =>
    rule.nodes
      .filter((node) => counts(rule, node))
      .map((node) => `${rule.id}: ${node.html.slice(0, 160)} (${node.any[0]?.message ?? rule.help})`),
  );
}
