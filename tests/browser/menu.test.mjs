// The account menu at the top right opens by hover, focus, click and touch, without a line of script.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openBrowser } from './chromium.mjs';
import { startDemo } from './demo.mjs';
import { tabTo } from './keyboard.mjs';
import { LIDIA } from './members.mjs';
import { openPage, signIn } from './pages.mjs';
import { speaker } from './words.mjs';

const say = speaker('pl');
let browser;
let demo;
before(async () => {
  [browser, demo] = await Promise.all([openBrowser(), startDemo()]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** A visitor on the start page, and the parts of the menu. */
async function visitor(options) {
  const page = await openPage(browser, demo, 'pl', options);
  await page.goto('/');
  const button = page.locator('.account-name');
  const link = page.locator('.account').getByRole('link', { name: say('menu-sign-in') });
  assert.equal(await link.isVisible(), false, 'it is closed at first');
  return { page, button, link };
}

test('a guest with a mouse opens it by pointing at it, and it closes behind the mouse', async () => {
  const { page, button, link } = await visitor({ viewport: { width: 1280, height: 800 } });
  await button.hover();
  await link.hover();
  assert.ok(await link.isVisible(), 'it stays open on the way down');
  await page.mouse.move(300, 500);
  assert.equal(await link.isVisible(), false);
  await button.hover();
  await link.click();
  await page.waitForURL('**/sign-in');
});

test('a guest who clicks before looking finds it open', async () => {
  const { page, button, link } = await visitor({ viewport: { width: 1280, height: 800 } });
  await button.click();
  await page.mouse.move(300, 500);
  assert.ok(await link.isVisible(), 'it stays open after a click');
  await page.mouse.click(300, 500);
  assert.equal(await link.isVisible(), false, 'a click elsewhere closes it');
});

test('a guest with a keyboard opens it by coming to it, and it closes behind the focus', async () => {
  const { page, button, link } = await visitor({});
  await tabTo(page, button);
  assert.ok(await link.isVisible());
  await page.keyboard.press('Tab');
  assert.ok(await link.evaluate((element) => element === document.activeElement), 'its link is the next stop');
  await page.keyboard.press('Tab');
  assert.equal(await link.isVisible(), false);
  await page.keyboard.press('Shift+Tab');
  assert.ok(await button.evaluate((element) => element === document.activeElement), 'the way back leads to the button');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sign-in');
});

test('a guest with a finger opens it by a touch, and closes it by another elsewhere', async () => {
  const phone = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true, javaScriptEnabled: false };
  const { page, button, link } = await visitor(phone);
  await button.tap();
  assert.ok(await link.isVisible());
  await page.touchscreen.tap(20, 500);
  await link.waitFor({ state: 'hidden' });
  await button.tap();
  await link.tap();
  await page.waitForURL('**/sign-in');
});

test('Lidia’s name stands where the word stood, and her menu fits the narrowest window', async () => {
  const page = await openPage(browser, demo, 'pl', { viewport: { width: 320, height: 640 } });
  await signIn(page, LIDIA);
  const button = page.getByRole('button', { name: LIDIA.name });
  await button.hover();
  const names = [say('menu-my-account'), say('menu-settings')];
  for (const item of [...names.map((name) => page.locator('.account').getByRole('link', { name })), page.getByRole('button', { name: say('menu-sign-out') })]) {
    const box = await item.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 320, `${item} is inside of the window`);
  }
  await page.getByRole('button', { name: say('menu-sign-out') }).click();
  await page.getByRole('status').filter({ hasText: say('notice-signed-out') }).waitFor();
});
