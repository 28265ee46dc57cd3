// What a browser still shows of somebody who has left it, or has only signed out.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openBrowser } from './chromium.mjs';
import { startDemo } from './demo.mjs';
import { DESMOND, WIKTOR } from './members.mjs';
import { confirm, openPage, press, signIn } from './pages.mjs';
import { speaker } from './words.mjs';

let browser;
let demo;
before(async () => {
  [browser, demo] = await Promise.all([openBrowser(), startDemo()]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const PRIVATE = ['/account', '/account/settings', '/account/profile', '/account/password', '/account/deactivate'];

/** Reads every page of the account, so that there is something to go back to. */
async function lookAround(page) {
  for (const path of PRIVATE) {
    const answer = await page.goto(path);
    assert.equal(answer.headers()['cache-control'], 'no-store', path);
  }
}

/** Goes back through the whole history: nothing of the member stands on any page. */
async function goBackThroughAll(page, member) {
  const seen = new Set();
  for (let steps = 0; steps < PRIVATE.length + 3; steps += 1) {
    // A page that the browser has kept aside does not load again.
    await page.goBack({ waitUntil: 'commit' });
    await page.waitForFunction(() => document.readyState === 'complete');
    const html = await page.content();
    for (const word of [member.name, member.username, member.email]) {
      assert.ok(!html.includes(word), `${word} stands on ${page.url()}`);
    }
    seen.add(new URL(page.url()).pathname);
  }
  return seen;
}

test('Desmond leaves, and the back button brings nothing of him back', async () => {
  const page = await openPage(browser, demo, 'en');
  await signIn(page, DESMOND);
  await lookAround(page);
  await confirm(page, speaker('en'), DESMOND);
  await press(page, 'button.goodbye');
  await page.waitForURL('**/goodbye');
  const seen = await goBackThroughAll(page, DESMOND);
  assert.ok(seen.has('/sign-in'), `he was asked to sign in: ${[...seen]}`);
});

test('Wiktor signs out, and the back button brings nothing of him back', async () => {
  const page = await openPage(browser, demo, 'pl');
  await signIn(page, WIKTOR);
  await lookAround(page);
  await page.hover('.account-name');
  await page.locator('.account form button').click();
  await page.waitForURL(`${demo.address}/`);
  const seen = await goBackThroughAll(page, WIKTOR);
  assert.ok(seen.has('/sign-in'), `he was asked to sign in: ${[...seen]}`);
});
