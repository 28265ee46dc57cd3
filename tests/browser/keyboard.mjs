// The keyboard alone.

import assert from 'node:assert/strict';

/** Presses Tab until the focus is on `locator`; every stop on the way must be seen. */
export async function tabTo(page, locator, most = 80) {
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    assert.deepEqual(stop.hidden, [], `the focus on ${stop.html} is seen`);
    if (await locator.evaluate((element) => element === document.activeElement)) {
      return;
    }
  }
  assert.fail(`Tab does not reach ${locator}.`);
}

/** Goes through a whole page with Tab: what cannot be seen, and what comes in an unexpected order. */
export async function badStops(page) {
  await page.evaluate(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    getSelection().removeAllRanges();
  });
  const found = [];
  let before;
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (!stop.html || stop.number < (before?.number ?? -1)) {
      break;
    }
    found.push(...stop.hidden.map((why) => `${stop.html}: ${why}`));
    if (before && isOutOfOrder(before, stop)) {
      found.push(`${stop.html} comes after ${before.html}`);
    }
    before = stop;
  }
  return found;
}

/** A reader goes down, and within a line to the right. The menu hangs below its button, over what follows. */
function isOutOfOrder(before, stop) {
  if (before.region !== stop.region) {
    return false;
  }
  const above = stop.bottom <= before.top;
  const sameLine = stop.top < before.bottom && before.top < stop.bottom;
  return above || (sameLine && stop.left < before.left);
}

/** The element that has the focus, and why it cannot be seen, if so. */
function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) {
      return { html: '', hidden: [] };
    }
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const hidden = [];
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) {
      hidden.push('no ring');
    }
    if (box.bottom < 1 || box.top > innerHeight - 1 || box.right < 1 || box.left > innerWidth - 1) {
      hidden.push('outside of the window');
    }
    const at = document.elementFromPoint(
      Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2),
      Math.min(Math.max(box.top + Math.min(box.height, 20) / 2, 1), innerHeight - 2),
    );
    const covered = at && !element.contains(at) && !at.contains(element) && at.closest('label') !== element.closest('label');
    if (covered) {
      hidden.push(`covered by ${at.outerHTML.slice(0, 80)}`);
    }
    return {
      html: element.outerHTML.slice(0, 120),
      hidden,
      number: [...document.querySelectorAll('*')].indexOf(element),
      region: element.closest('header, main, footer')?.tagName ?? 'body',
      top: box.top + scrollY,
      bottom: box.bottom + scrollY,
      left: box.left,
    };
  });
}
