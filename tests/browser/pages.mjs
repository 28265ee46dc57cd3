// What a visitor does on the pages, step by step.

import assert from 'node:assert/strict';

/** A browser window of one visitor, with cookies of its own. `options` are Playwright's, such as `viewport`. */
export async function openPage(browser, demo, language, options = {}) {
  const context = await browser.newContext({
    baseURL: demo.address,
    locale: language,
    viewport: { width: 390, height: 844 },
    // A color on its way from light to dark is neither.
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

/** Fills in fields by their names. */
export async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    await page.locator(`main [name="${name}"]`).fill(value);
  }
}

/** Chooses a radio button by its value. */
export async function choose(page, name, value) {
  await page.locator(`main [name="${name}"][value="${value}"]`).check();
}

/** Presses the main button of the page, or one named by a selector. */
export async function press(page, button = 'main form .buttons button') {
  await page.locator(button).first().click();
}

/** Sends a form so often, such as ten wrong passwords, that the next try has to wait. */
export const tooOften = (path, form, times = 10) => async ({ page }) => {
  for (let tries = 0; tries < times; tries += 1) {
    await page.request.post(path, { form });
  }
};

/** Signs in, if that is still to be done. */
export async function signIn(page, member) {
  await page.goto('/sign-in');
  if (new URL(page.url()).pathname !== '/sign-in') {
    return;
  }
  await fill(page, { identifier: member.username, password: member.password });
  await press(page);
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** Part one: it's me. */
export async function confirm(page, say, member) {
  await page.goto('/account/deactivate');
  await fill(page, { identifier: member.email, phrase: say('deactivate-words') });
  await press(page);
  await page.waitForURL('**/account/deactivate/reason');
}

/** From the sign-in to the goodbye. */
export async function leave(page, say, member) {
  await signIn(page, member);
  await confirm(page, say, member);
  await press(page, 'button.goodbye');
  await page.waitForURL('**/goodbye');
}

/** The path of the newest mail's link to this member, once it has come. `page` begins it, such as `/reactivate`. */
export async function linkMailed(demo, member, page) {
  for (let tries = 0; tries < 100; tries += 1) {
    for (const mail of (await demo.mails()).filter((mail) => mail.to === member.email)) {
      const link = mail.text.split('\n').find((line) => line.startsWith(`${demo.address}${page}?`));
      if (link) {
        return link.slice(demo.address.length);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return assert.fail(`No mail with a link to ${page} came to ${member.username}.`);
}
