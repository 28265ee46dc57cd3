// How the pages meet what readers have set: their language, their browser's memory, their eyes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openBrowser } from './chromium.mjs';
import { startDemo } from './demo.mjs';
import { overflow } from './layout.mjs';
import { IMOGEN } from './members.mjs';
import { confirm, fill, openPage, signIn } from './pages.mjs';
import { OPEN_TO_ALL } from './sign_up_states.mjs';
import { speaker } from './words.mjs';

let browser;
let demo;
let member;
before(async () => {
  [browser, demo] = await Promise.all([openBrowser(), startDemo(OPEN_TO_ALL)]);
  member = await openPage(browser, demo, 'en');
  await signIn(member, IMOGEN);
  await confirm(member, speaker('en'), IMOGEN);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const PAGES = ['/', '/sign-in', '/sign-up', '/help/delete-account', '/outbox', '/products/1'];
const OF_MEMBERS = ['/account', '/account/settings', '/account/profile', '/account/password', '/account/sessions', '/account/deactivate', '/account/deactivate/reason'];

test('a reader who switches the language stays on the page, on the way to where it leads', async () => {
  const page = await openPage(browser, demo, 'en');
  await page.goto('/account/profile');
  await page.getByRole('link', { name: 'Polski' }).click();
  assert.equal(await page.locator('html').getAttribute('lang'), 'pl');
  const [english, polish] = [speaker('en'), speaker('pl')];
  await page.getByRole('heading', { name: polish('sign-in-title') }).waitFor();
  await fill(page, { identifier: IMOGEN.email, password: IMOGEN.password });
  await page.getByRole('button', { name: polish('sign-in-button') }).click();
  await page.waitForURL('**/account/profile');
  await page.getByRole('heading', { name: polish('profile-title') }).waitFor();
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { name: english('profile-title') }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/account/profile');
});

test('a browser that remembers knows what belongs into which field', async () => {
  const tokens = async (page, path) => {
    await page.goto(path);
    const inputs = page.locator('main input:not([type=radio], [type=hidden])');
    const pairs = await inputs.evaluateAll((all) => all.map((input) => [input.name, input.autocomplete]));
    return Object.fromEntries(pairs);
  };
  const guest = await openPage(browser, demo, 'en');
  assert.deepEqual(await tokens(guest, '/sign-in'), { identifier: 'username', password: 'current-password' });
  const signUp = { username: 'username', email: 'email', password: 'new-password', name: 'name' };
  assert.deepEqual(await tokens(guest, '/sign-up'), signUp);
  assert.deepEqual(await tokens(guest, '/forgot-password'), { identifier: 'username' });
  assert.deepEqual(await tokens(member, '/account/profile'), { name: 'name', email: 'email' });
  assert.deepEqual(await tokens(member, '/account/password'), { current: 'current-password', password: 'new-password' });
  assert.deepEqual(await tokens(member, '/account/deactivate'), { identifier: 'username', phrase: 'off' });
});

test('a reader in a hurry skips the header', async () => {
  const page = await openPage(browser, demo, 'en');
  await page.goto('/sign-in');
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: speaker('en')('skip') }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'identifier');
});

test('a reader who wants nothing to move sees nothing move', async () => {
  const moving = () =>
    [...document.querySelectorAll('*')].filter((element) => {
      const style = getComputedStyle(element);
      return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none' || style.scrollBehavior === 'smooth';
    }).length;
  for (const path of [...PAGES, ...OF_MEMBERS]) {
    await member.emulateMedia({ reducedMotion: 'reduce' });
    await member.goto(path);
    assert.equal(await member.evaluate(moving), 0, path);
  }
});

test('a reader in the dark gets dark paper, in the light white paper', async () => {
  const paper = () => {
    const [red, green, blue] = getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g).map(Number);
    return (red + green + blue) / 3;
  };
  await member.goto('/account/deactivate');
  await member.emulateMedia({ colorScheme: 'dark' });
  assert.ok((await member.evaluate(paper)) < 40);
  await member.emulateMedia({ colorScheme: 'light' });
  assert.ok((await member.evaluate(paper)) > 250);
});

test('a reader with colors of their own still sees what is a button, a field, a choice, and where the focus is', async () => {
  await member.emulateMedia({ forcedColors: 'active' });
  const bare = () =>
    [...document.querySelectorAll('main :is(button, .button, input:not([type=radio]), textarea, select)')]
      .filter((element) => {
        const style = getComputedStyle(element);
        const paper = getComputedStyle(document.documentElement).backgroundColor;
        return parseFloat(style.borderTopWidth) < 1 || style.borderTopColor === paper;
      })
      .map((element) => element.outerHTML.slice(0, 100));
  for (const path of OF_MEMBERS) {
    await member.goto(path);
    assert.deepEqual(await member.evaluate(bare), [], path);
    await member.keyboard.press('Tab');
    const ring = await member.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(ring, 'none', path);
  }
  await member.emulateMedia({ forcedColors: 'none' });
});

test('a reader who needs large letters, or more room between them, loses nothing', async () => {
  const guest = await openPage(browser, demo, 'pl', { viewport: { width: 320, height: 700 } });
  await member.setViewportSize({ width: 320, height: 700 });
  for (const [page, paths] of [[guest, PAGES], [member, OF_MEMBERS]]) {
    for (const path of paths) {
      await page.goto(path);
      await restyle(page, ROOMY);
      assert.deepEqual(await overflow(page), [], `${path}, more room`);
      await page.goto(path);
      await page.setViewportSize({ width: 640, height: 700 });
      await restyle(page, ':root { font-size: 200% !important }');
      assert.deepEqual(await overflow(page), [], `${path}, twice as large`);
      await page.setViewportSize({ width: 320, height: 700 });
    }
  }
});

/** What a reader may set without losing anything (WCAG 2.2, 1.4.12). */
const ROOMY = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }';

/** A reader's own style sheet; the content policy lets none in by the usual ways. */
function restyle(page, css) {
  return page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, css);
}
