// Somebody comes, and goes again: in Polish, on a phone's width, with the keyboard alone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openBrowser } from './chromium.mjs';
import { startDemo } from './demo.mjs';
import { elsewhere } from './device_states.mjs';
import { keyboard } from './hands.mjs';
import { linkMailed, openPage } from './pages.mjs';
import { OPEN_TO_ALL } from './sign_up_states.mjs';
import { plain, speaker } from './words.mjs';

const OLA = { name: 'Ola Nowak', username: 'ola.nowak', email: 'ola@poczta.example', password: 'trzy parasole bez deszczu' };
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const say = speaker('pl');
let browser;
let demo;
before(async () => {
  [browser, demo] = await Promise.all([openBrowser(), startDemo(OPEN_TO_ALL)]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

test('Ola signs up, signs another device out, and leaves', async () => {
  const page = await openPage(browser, demo, 'pl');
  const hands = keyboard(page);
  await signUp(page, hands);
  await followTheMail(page, hands);
  await signOutElsewhere(page, hands);
  await leave(page, hands);
});

/** A slip first: the password is one that everybody tries. */
async function signUp(page, hands) {
  await page.goto('/');
  await hands.openMenu(say('menu-account'));
  await hands.follow(say('menu-sign-up'));
  await isAt(page, say('sign-up-title'));
  await hands.type(say('profile-username'), OLA.username);
  await hands.type(say('profile-email'), OLA.email);
  await hands.type(say('sign-in-password'), 'kochamciekochamcie');
  await hands.type(say('profile-name'), OLA.name);
  await hands.press(say('sign-up-button'));
  await isAt(page, `${say('error-prefix')} ${say('sign-up-title')}`);
  await hands.mend(say('sign-in-password'), OLA.password);
  await hands.press(say('sign-up-button'));
  await isAt(page, say('forgot-sent-title'));
}

async function followTheMail(page, hands) {
  const link = await linkMailed(demo, OLA, '/confirm-email');
  await hands.follow(say('outbox-title'));
  await hands.follow(`${demo.address}${link}`);
  await isAt(page, say('confirm-title'));
  await hands.press(say('confirm-sign-up-button'));
  await isAt(page, say('sign-in-title'));
  await hands.type(say('sign-in-identifier'), OLA.username);
  await hands.type(say('sign-in-password'), OLA.password);
  await hands.press(say('sign-in-button'));
  await isAt(page, say('account-title'));
}

async function signOutElsewhere(page, hands) {
  const other = await elsewhere(page, demo, OLA, FIREFOX);
  await hands.follow(`${say('settings-title')} ${say('account-settings-about')}`);
  await hands.follow(`${say('settings-sessions')} ${say('settings-sessions-about')}`);
  await isAt(page, say('sessions-title'));
  await hands.press(/Firefox/);
  await isAt(page, say('sessions-title'));
  assert.ok((await page.locator('main').innerText()).includes(say('sessions-only-this')));
  const answer = await other.request.get('/account');
  assert.equal(new URL(answer.url()).pathname, '/sign-in', 'there one has to sign in again');
  await other.close();
}

async function leave(page, hands) {
  await hands.follow(say('profile-back'));
  await hands.follow(`${say('settings-profile')} ${say('settings-profile-about')}`);
  await hands.follow(say('profile-deactivate'));
  await hands.type(say('deactivate-identifier'), OLA.email);
  await hands.type(say('deactivate-phrase'), say('deactivate-words'));
  await hands.press(say('deactivate-continue'));
  await isAt(page, say('reason-title'));
  await hands.press(say('deactivate-button'));
  await isAt(page, say('goodbye-title'));
  await linkMailed(demo, OLA, '/reactivate');
}

async function isAt(page, title) {
  const wanted = plain(`${title} – Kramik`);
  await page.waitForFunction((title) => document.title.replace(/\s+/g, ' ').trim() === title, wanted);
}
