// Every page and every state that somebody can meet. A chapter is one visitor in one browser window, before a demo
// whose files or members (`sql`) may have been changed; its states follow each other. A new page is one line:
//
//   name    what it is
//   title   the key of the page's title
//   failed  true: the form comes back with what is to be mended
//   at      a path to open first
//   fill    fields by name          choose  radio buttons by name
//   press   true: the main button, or a selector
//   reach   anything else: `async ({ page, say, demo, member }) => { ... }`

import { COMMENTS } from './comment_states.mjs';
import { DEVICES } from './device_states.mjs';
import { choose, confirm, fill, leave, linkMailed, signIn, tooOften } from './pages.mjs';
import { SIGN_UP } from './sign_up_states.mjs';

const LONG = 'x'.repeat(1_001);
const NEW_PASSWORD = 'nine-lamps-along-the-canal';
const EASY = 'passwordpassword';
const FORGOTTEN = { identifier: 'nobody-at-all' };
const GUESS = { current: 'not the password', password: NEW_PASSWORD };
const ERASE_NOW = { choice: 'erase_now', password: 'x' };
const WRONG = { identifier: 'nobody-at-all', password: 'not the password' };

const asMember = ({ page, member }) => signIn(page, member);

/** The right password, and a new one that is not taken. */
const typePasswords = (wish) => async ({ page, member }) => {
  await fill(page, { current: member.password, password: wish(member) });
};

/** Asks for a mail and opens its link. */
async function openResetLink({ page, demo, member }) {
  await page.request.post('/forgot-password', { form: { identifier: member.email } });
  await page.goto(await linkMailed(demo, member, '/reset-password'));
}

/** A reason that is not on the list, as only a strange browser sends it. */
async function inventReason({ page }) {
  await choose(page, 'reason', 'no_reply');
  await page.locator('[value=no_reply]').evaluate((radio) => (radio.value = 'invented'));
}

export const CHAPTERS = [
  {
    visitor: 'a guest',
    states: [
      { name: 'home', at: '/', title: 'shop-title' },
      { name: 'home, the menu open', reach: ({ page }) => page.hover('.account-name'), title: 'shop-title' },
      { name: 'a product', at: '/products/1' },
      { name: 'a member’s page', at: '/members/willow_crane' },
      { name: 'a member who is not there', at: '/members/nobody-at-all', title: 'member-gone-title' },
      { name: 'no such page', at: '/nowhere', title: 'problem-404-title' },
      { name: 'a page that is only posted to', at: '/sign-out', title: 'problem-405-title' },
      { name: 'no mails yet', at: '/outbox', title: 'outbox-title' },
      { name: 'help', at: '/help/delete-account', title: 'help-title' },
      { name: 'sign-in', at: '/sign-in', title: 'sign-in-title' },
      { name: 'sign-in, on the way to a page', at: '/account/profile', title: 'sign-in-title' },
      { name: 'sign-in, nothing typed', press: true, title: 'sign-in-title', failed: true },
      { name: 'sign-in, wrong password', fill: WRONG, press: true, title: 'sign-in-title', failed: true },
      { name: 'sign-in, far too long', fill: { identifier: LONG }, press: true, title: 'sign-in-title', failed: true },
      { name: 'sign-in, too often', reach: tooOften('/sign-in', WRONG), fill: WRONG, press: true, title: 'sign-in-title', failed: true },
      { name: 'forgot', at: '/forgot-password', title: 'forgot-title' },
      { name: 'forgot, nothing typed', press: true, title: 'forgot-title', failed: true },
      { name: 'forgot, mail sent', fill: { identifier: 'nobody' }, press: true, title: 'forgot-sent-title' },
      { name: 'a reset link that is gone', at: '/reset-password?token=gone', title: 'problem-410-title' },
      { name: 'a way back that is gone', at: '/reactivate?token=gone', title: 'problem-410-title' },
      { name: 'a new password', reach: openResetLink, title: 'reset-title' },
      { name: 'a new password, too short', fill: { password: 'short' }, press: true, title: 'reset-title', failed: true },
      { name: 'a new password, too easy', fill: { password: EASY }, press: true, title: 'reset-title', failed: true },
      { name: 'forgot, too often', at: '/forgot-password', reach: tooOften('/forgot-password', FORGOTTEN, 20), fill: FORGOTTEN, press: true, title: 'forgot-title', failed: true },
    ],
  },
  {
    visitor: 'a member',
    states: [
      { name: 'my account', reach: asMember, title: 'account-title' },
      { name: 'my account, the menu open', reach: ({ page }) => page.hover('.account-name'), title: 'account-title' },
      { name: 'settings', at: '/account/settings', title: 'settings-title' },
      { name: 'profile', at: '/account/profile', title: 'profile-title' },
      { name: 'profile saved', press: true, title: 'profile-title' },
      { name: 'profile, all wrong', fill: { name: '', email: 'x' }, press: true, title: 'profile-title', failed: true },
      { name: 'password', at: '/account/password', title: 'password-title' },
      { name: 'password, nothing typed', press: true, title: 'password-title', failed: true },
      { name: 'password, both wrong', fill: { current: 'x', password: 'x' }, press: true, title: 'password-title', failed: true },
      { name: 'password, too easy', reach: typePasswords(() => EASY), press: true, title: 'password-title', failed: true },
      { name: 'password, own words', reach: typePasswords(({ username }) => `${username} ${username}`), press: true, title: 'password-title', failed: true },
      { name: 'deactivate', at: '/account/deactivate', title: 'deactivate-title' },
      { name: 'deactivate, nothing typed', press: true, title: 'deactivate-title', failed: true },
      { name: 'deactivate, far too long', fill: { identifier: LONG, phrase: LONG }, press: true, title: 'deactivate-title', failed: true },
      { name: 'reason', reach: ({ page, say, member }) => confirm(page, say, member), title: 'reason-title' },
      { name: 'reason, too many mails', choose: { reason: 'too_many_emails' }, title: 'reason-title' },
      { name: 'reason, wrong address', choose: { reason: 'wrong_email' }, title: 'reason-title' },
      { name: 'reason, scammed', choose: { reason: 'was_defrauded' }, title: 'reason-title' },
      { name: 'reason, comment too long', fill: { comment: 'x '.repeat(1_500) }, press: 'button.goodbye', title: 'reason-title', failed: true },
      { name: 'reason, an unknown one', fill: { comment: '' }, reach: inventReason, press: 'button.goodbye', title: 'reason-title', failed: true },
      { name: 'password, too often', at: '/account/password', reach: tooOften('/account/password', GUESS), fill: GUESS, press: true, title: 'password-title', failed: true },
      { name: 'signed out', at: '/account', reach: ({ page }) => page.hover('.account-name'), press: '.account form button', title: 'shop-title' },
    ],
  },
  {
    visitor: 'a member who signed in a while ago',
    changes: { 'farewell.yaml': (text) => text.replace('fresh_sign_in: 10m', 'fresh_sign_in: 1m') },
    signedInFor: 61_000,
    states: [
      { name: 'deactivate, password asked', at: '/account/deactivate', title: 'deactivate-title' },
      { name: 'deactivate, no password', press: true, title: 'deactivate-title', failed: true },
      { name: 'deactivate, wrong password', fill: { password: 'x' }, press: true, title: 'deactivate-title', failed: true },
      { name: 'deactivate, too often', reach: tooOften('/account/deactivate', { password: 'x' }), fill: { password: 'x' }, press: true, title: 'deactivate-title', failed: true },
    ],
  },
  {
    visitor: 'a member with an open order',
    changes: { 'plan.yaml': (text) => text.replace("('open', 'shipped')", "('open', 'shipped', 'closed')") },
    states: [
      { name: 'deactivate, blocked', reach: openPartOne, title: 'deactivate-title' },
      { name: 'deactivate, still blocked', reach: typeAll, press: true, title: 'deactivate-title', failed: true },
    ],
  },
  {
    visitor: 'a member who leaves',
    states: [
      { name: 'goodbye', reach: signInAndConfirm, press: 'button.goodbye', title: 'goodbye-title' },
      { name: 'sign-in after the goodbye', at: '/sign-in', title: 'sign-in-title' },
      { name: 'the mail', reach: openOutbox, title: 'outbox-title' },
      { name: 'the way back, by the mail’s link', reach: openWayBack, title: 'reactivate-title' },
      { name: 'the choice', reach: asMember, title: 'reactivate-title' },
      { name: 'the choice, the menu open', reach: ({ page }) => page.hover('.account-name'), title: 'reactivate-title' },
      { name: 'erase now, no password', press: 'button.danger', title: 'reactivate-title', failed: true },
      { name: 'erase now, wrong password', fill: { password: 'x' }, press: 'button.danger', title: 'reactivate-title', failed: true },
      { name: 'erase now, too often', reach: tooOften('/reactivate', ERASE_NOW), fill: { password: 'x' }, press: 'button.danger', title: 'reactivate-title', failed: true },
      { name: 'a choice that does not exist', reach: inventChoice, press: 'button[value=invented]', title: 'reactivate-title', failed: true },
      { name: 'left as it is', press: 'button[value=leave]', title: 'shop-title' },
      { name: 'came back', reach: asMember, press: 'button[value=return]', title: 'account-title' },
      { name: 'password changed', at: '/account/password', reach: typeNewPassword, press: true, title: 'settings-title' },
      { name: 'erase now, too soon after it', reach: (way) => leaveAndReturn(way, NEW_PASSWORD), press: 'button.danger', title: 'reactivate-title', failed: true },
    ],
  },
  {
    visitor: 'a member who is in a hurry',
    states: [
      { name: 'being erased', reach: leaveAndReturn, press: 'button.danger', title: 'shop-title' },
      { name: 'sign-in after it', at: '/sign-in', title: 'sign-in-title' },
    ],
  },
  ...SIGN_UP,
  ...DEVICES,
  ...COMMENTS,
];

async function openPartOne({ page, member }) {
  await signIn(page, member);
  await page.goto('/account/deactivate');
}

async function typeAll({ page, say, member }) {
  await page.locator('[name=identifier]').fill(member.email);
  await page.locator('[name=phrase]').fill(say('deactivate-words'));
}

async function signInAndConfirm({ page, say, member }) {
  await signIn(page, member);
  await confirm(page, say, member);
}

async function openOutbox({ page, demo, member }) {
  await linkMailed(demo, member, '/reactivate');
  await page.goto('/outbox');
}

async function openWayBack({ page, demo, member }) {
  await page.goto(await linkMailed(demo, member, '/reactivate'));
}

async function inventChoice({ page }) {
  await page.locator('button[value=leave]').evaluate((button) => (button.value = 'invented'));
}

async function typeNewPassword({ page, member }) {
  await typePasswords(() => NEW_PASSWORD)({ page, member });
}

/** Leaves and signs in again; the password is typed, the button not pressed. */
async function leaveAndReturn({ page, say, member }, password = member.password) {
  const now = { ...member, password };
  await leave(page, say, now);
  await signIn(page, now);
  await page.locator('[name=password]').fill(password);
}
