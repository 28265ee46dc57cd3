// What the pages say, from the very files that they take their words from.

import { readdirSync, readFileSync } from 'node:fs';

const LOCALES = new URL('../../crates/farewell-web/locales/', import.meta.url);
const BRAND = 'Kramik';

/** The words of a language: `say('sign-in-title')`, with variables `say('account-lead', { name })`. */
export function speaker(language) {
  const texts = read(language);
  return (key, values = {}) => {
    const text = texts.get(key);
    if (text === undefined) {
      throw new Error(`There is no one-line text ${key} in ${language}.`);
    }
    return text.replace(/\{ \$(\w+) \}/g, (_, name) => ({ brand: BRAND, ...values })[name]);
  };
}

function read(language) {
  const texts = new Map();
  const folder = new URL(`${language}/`, LOCALES);
  for (const file of readdirSync(folder)) {
    for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n')) {
      const pair = line.match(/^([a-z][\w-]*) = (.+)$/);
      if (pair) {
        texts.set(pair[1], pair[2]);
      }
    }
  }
  return texts;
}

/** Text with ordinary spaces: the pages keep words together with others. */
export function plain(text) {
  return text.replace(/\s+/g, ' ').trim();
}
