// Signing up, and an e-mail address that waits to be confirmed.

import { linkMailed, signIn, tooOften } from './pages.mjs';

/** Anybody may sign up. */
export const OPEN_TO_ALL = { 'farewell.yaml': (text) => text.replace('sign_up: off', 'sign_up: on') };
const NOT_CONFIRMED = 'UPDATE members SET email_verified_at = NULL';

const NEW = { username: 'nowa_osoba', email: 'nowa.osoba@poczta.example', password: 'trzy parasole bez deszczu', name: 'Nowa Osoba' };
const OTHER = { ...NEW, email: 'inna.osoba@poczta.example' };
const NEW_ADDRESS = { email: 'a-rather-long-new-address@mail.example' };
const TOO_LONG = { username: 'x'.repeat(1_001), email: 'x'.repeat(1_001), name: 'x'.repeat(1_001) };
const ALL_WRONG = { username: 'a b', email: 'x', password: 'short', name: 'x' };

export const SIGN_UP = [
  {
    visitor: 'somebody new',
    changes: OPEN_TO_ALL,
    states: [
      { name: 'home, the menu open', at: '/', reach: ({ page }) => page.hover('.account-name'), title: 'shop-title' },
      { name: 'sign-in, with the way to an account', at: '/sign-in', title: 'sign-in-title' },
      { name: 'sign-up', at: '/sign-up', title: 'sign-up-title' },
      { name: 'sign-up, nothing typed', press: true, title: 'sign-up-title', failed: true },
      { name: 'sign-up, all wrong', fill: ALL_WRONG, press: true, title: 'sign-up-title', failed: true },
      { name: 'sign-up, far too long', fill: TOO_LONG, press: true, title: 'sign-up-title', failed: true },
      { name: 'sign-up, like an address', fill: { ...NEW, username: NEW.email }, press: true, title: 'sign-up-title', failed: true },
      { name: 'sign-up, too easy', fill: { ...NEW, password: 'passwordpassword' }, press: true, title: 'sign-up-title', failed: true },
      { name: 'sign-up, own words', fill: { ...NEW, password: 'nowa.osoba.nowa.osoba' }, press: true, title: 'sign-up-title', failed: true },
      { name: 'sign-up, a taken ID', fill: { ...NEW, username: 'willow_crane' }, press: true, title: 'sign-up-title', failed: true },
      { name: 'sign-up, mail sent', fill: NEW, press: true, title: 'forgot-sent-title' },
      { name: 'the address to be confirmed', reach: ({ page, demo }) => openConfirmation(page, demo, NEW), title: 'confirm-title' },
      { name: 'signed up', reach: signUpOther, press: true, title: 'sign-in-title' },
      { name: 'somebody else was quicker', reach: ({ page, demo }) => openConfirmation(page, demo, OTHER), press: true, title: 'problem-410-title' },
      { name: 'a confirmation that is gone', at: '/confirm-email?token=gone', title: 'problem-410-title' },
      { name: 'the mails of signing up', reach: askForKnown, title: 'outbox-title' },
      { name: 'sign-up, too often', at: '/sign-up', reach: tooOften('/sign-up', OTHER, 20), fill: OTHER, press: true, title: 'sign-up-title', failed: true },
    ],
  },
  {
    visitor: 'a member with a new address',
    states: [
      { name: 'profile, a new address waits', reach: openProfile, fill: NEW_ADDRESS, press: true, title: 'profile-title' },
      { name: 'the new address to be confirmed', reach: ({ page, demo }) => openConfirmation(page, demo, NEW_ADDRESS), title: 'confirm-title' },
      { name: 'profile, the link sent again', at: '/account/profile', press: 'button[value=send]', title: 'profile-title' },
      { name: 'profile, a mistake while one waits', fill: { name: '' }, press: 'main form > .buttons button', title: 'profile-title', failed: true },
      { name: 'profile, asked too often', at: '/account/profile', reach: tooOften('/account/email', { choice: 'send' }), press: 'button[value=send]', title: 'profile-title', failed: true },
      { name: 'profile, withdrawn', press: 'button[value=give_up]', title: 'profile-title' },
      { name: 'the mails of a new address', at: '/outbox', title: 'outbox-title' },
    ],
  },
  {
    visitor: 'a member who never confirmed',
    sql: NOT_CONFIRMED,
    states: [
      { name: 'profile, not confirmed', reach: openProfile, title: 'profile-title' },
      { name: 'profile, a link sent', press: 'button[value=send]', title: 'profile-title' },
      { name: 'profile, confirmed', reach: ({ page, demo, member }) => openConfirmation(page, demo, member), press: true, title: 'profile-title' },
    ],
  },
];

async function openConfirmation(page, demo, somebody) {
  await page.goto(await linkMailed(demo, somebody, '/confirm-email'));
}

/** Two want the same member ID: the second form is sent before the first link is followed. */
async function signUpOther({ page }) {
  await page.request.post('/sign-up', { form: OTHER });
}

/** Somebody signs up with the address of a member. */
async function askForKnown({ page, demo, member, say }) {
  await page.request.post('/sign-up', { form: { ...NEW, username: 'ktos_inny', email: member.email } });
  const told = async () => (await demo.mails()).some((mail) => mail.subject === say('mail-already-subject'));
  for (let tries = 0; tries < 100 && !(await told()); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await page.goto('/outbox');
}

async function openProfile({ page, member }) {
  await signIn(page, member);
  await page.goto('/account/profile');
}
