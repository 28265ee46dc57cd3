// Two ways to use the same pages: with the keyboard alone, and with a mouse.

import { tabTo } from './keyboard.mjs';

const exactly = (name) => ({ name, exact: true });

/** Presses keys, and nothing else. */
export function keyboard(page) {
  const go = async (locator, key) => {
    await tabTo(page, locator);
    await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
  };
  return {
    openMenu: (name) => tabTo(page, page.getByRole('button', exactly(name))),
    follow: (name) => go(page.getByRole('link', exactly(name)).first(), 'Enter'),
    press: (name) => go(page.getByRole('button', exactly(name)), 'Space'),
    type: async (label, text) => {
      await tabTo(page, page.getByLabel(label));
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    },
    choose: async (label) => {
      const radio = page.getByRole('radio', exactly(label));
      await tabTo(page, page.getByRole('radio').first());
      await page.keyboard.press('Space');
      for (let steps = 0; steps < 20 && !(await radio.isChecked()); steps += 1) {
        await page.keyboard.press('ArrowDown');
      }
    },
    /** The summary has the focus; its first link leads into the field. */
    mend: async (label, text) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
      await page.getByLabel(label).and(page.locator(':focus')).waitFor();
    },
  };
}

/** Points and clicks. */
export function mouse(page) {
  const type = (label, text) => page.getByLabel(label).fill(text);
  return {
    openMenu: (name) => page.getByRole('button', exactly(name)).hover(),
    follow: (name) => page.getByRole('link', exactly(name)).first().click(),
    press: (name) => page.getByRole('button', exactly(name)).click(),
    choose: (label) => page.getByText(label, { exact: true }).click(),
    type,
    mend: type,
  };
}
